package dev.gatun.bench.subject;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What is left on the system.
class ScratchTest {
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
}
