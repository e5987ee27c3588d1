package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JmhCommandTest {
  @Test
  void wordsAreHandedOnToTheHarness() {
    assertEquals(0, Captured.run("jmh", "-l").code());
    assertEquals(0, Captured.run("jmh", "-lrf").code());
  }

  @Test
  void helpSaysHowToGoOn() {
    Captured help = Captured.run("jmh", "--help");
    assertEquals(0, help.code());
    assertTrue(help.out().contains("gatun jmh [REGEX] [JMH OPTION]..."), help.out());
  }

  @Test
  void whatTheHarnessDoesNotKnowIsWrongUsage() {
    Captured wrong = Captured.run("jmh", "--nonsense");
    assertEquals(2, wrong.code(), wrong.err());
    assertTrue(wrong.err().startsWith("gatun: jmh: "), wrong.err());
  }

  @Test
  void aPatternThatMatchesNothingIsWrongUsage() {
    Captured none = Captured.run("jmh", "NoSuchBenchmark");
    assertEquals(2, none.code(), none.err());
  }
}
