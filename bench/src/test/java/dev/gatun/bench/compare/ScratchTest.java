package dev.gatun.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read from the system and left on it.
class ScratchTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void filesAndProcessesEndWithIt() throws IOException, InterruptedException {
    Path place;
    Process process;
    try (Scratch scratch = new Scratch()) {
      place = scratch.folder();
      Files.writeString(place.resolve("a"), "a");
      scratch.empty();
      assertTrue(Files.isDirectory(place) && Files.notExists(place.resolve("a")));
      Files.writeString(place.resolve("b"), "b");
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      Path program =
          Files.writeString(
              place.resolve("Sleep.java"),
              "void main() throws Exception { Thread.sleep(60_000); }");
      process = scratch.start(new ProcessBuilder(java, program.toString()));
      assertTrue(process.isAlive());
    }
    assertTrue(Files.notExists(place));
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
  }

  @Test
  void linuxTellsTheProcessorAndThePeak() throws IOException {
    Path status = Files.writeString(folder.resolve("status"), "VmPeak:\t 9 kB\nVmHWM:\t  12 kB\n");
    assertEquals(12 * 1024L, StartCommand.peakRssBytes(status));
    assertNull(StartCommand.peakRssBytes(folder.resolve("none")));
    Path cpus =
        Files.writeString(folder.resolve("cpus"), "processor\t: 0\nmodel name\t: Some CPU\n");
    assertEquals("Some CPU", Machine.cpu(cpus, "other"));
    assertEquals("other", Machine.cpu(folder.resolve("none"), "other"));
    assertFalse(Machine.here(Map.of()).line().isEmpty());
  }

  @Test
  void whatIsNoTimesIsRefused() {
    assertThrows(BackendException.class, () -> Start.read("Killed"));
    assertThrows(BackendException.class, () -> Start.read(""));
    assertThrows(BackendException.class, () -> Start.read("{\"loadMs\": 3}"));
  }
}
