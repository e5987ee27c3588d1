package dev.gatun.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.BackendException;
import dev.gatun.LoadOptions;
import dev.gatun.bench.subject.Scratch;
import dev.gatun.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read from the system and from processes.
class StartTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aProcessThatFailsSaysWhyInItsOwnWords() throws IOException {
    try (Scratch scratch = new Scratch()) {
      Path file = Files.writeString(scratch.folder().resolve("page.onnx"), "<html></html>");
      Subject subject = new Subject("page", "", file, LoadOptions.defaults(), Map.of(), 0);
      OwnProcess own = new OwnProcess(scratch);
      BackendException failure =
          assertThrows(BackendException.class, () -> own.measure(subject, Engine.GATUN, 1, 0));
      String said = String.valueOf(failure.getMessage());
      assertTrue(said.startsWith("the process of gatun ended with 1: "), said);
      assertTrue(said.contains("page.onnx"), said);
    }
  }

  @Test
  void linuxTellsThePeak() throws IOException {
    Path status = Files.writeString(folder.resolve("status"), "VmPeak:\t 9 kB\nVmHWM:\t  12 kB\n");
    assertEquals(12 * 1024L, StartCommand.peakRssBytes(status));
    assertNull(StartCommand.peakRssBytes(folder.resolve("none")));
    assertFalse(Machine.here(Map.of()).line().isEmpty());
  }

  @Test
  void whatIsNoTimesIsRefused() {
    assertThrows(BackendException.class, () -> Start.read("Killed"));
    assertThrows(BackendException.class, () -> Start.read(""));
    assertThrows(BackendException.class, () -> Start.read("{\"loadMs\": 3}"));
  }
}
