package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void version_comes_from_the_pom() {
    Captured version = Captured.run("--version");
    assertEquals(0, version.code());
    assertTrue(version.out().matches("(?s)gatun \\d+\\.\\d+\\.\\d+.*Java 2.*"), version.out());
  }

  @Test
  void help_names_the_commands_and_the_exit_codes() {
    Captured help = Captured.run();
    assertEquals(0, help.code());
    for (String word :
        new String[] {
          "run",
          "inspect",
          "conformance",
          "zoo",
          "profile",
          "roof",
          "devices",
          "tune",
          "Exit codes",
          "--stacktrace"
        }) {
      assertTrue(help.out().contains(word), () -> word + " is missing in " + help.out());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --help",
        "inspect --help",
        "conformance --help",
        "zoo --help",
        "profile --help",
        "devices --help",
        "tune --help",
        "roof --help"
      })
  void every_command_has_help(String words) {
    Captured help = Captured.run(words.split(" "));
    assertEquals(0, help.code());
    assertTrue(help.out().startsWith("Usage: gatun "), help.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"walk", "run --nonsense", "run --size 3", "run --repeat x", "inspect"})
  void wrong_usage_is_one_sentence_and_exit_code_2(String words) {
    Captured wrong = Captured.run(words.split(" "));
    assertEquals(2, wrong.code());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().startsWith("gatun: "), wrong.err());
    assertEquals(2, wrong.err().lines().count(), wrong.err());
    assertFalse(wrong.err().contains("\tat "), wrong.err());
  }

  @Test
  void stack_traces_come_when_asked_for() {
    Captured traced = Captured.run("--stacktrace", "inspect", "no-such-model.onnx");
    assertEquals(1, traced.code());
    assertTrue(traced.err().contains("\tat dev.gatun."), traced.err());
  }
}
