package dev.gatun.kernels.java.width;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class KernelCompilationTest {
  @Test
  void hotSpotTakesTheDirectiveAndTheFileIsGone() throws IOException {
    assumeTrue(ModuleLayer.boot().findModule("jdk.management").isPresent());
    assumeTrue(
        System.getProperty("java.vm.name").contains("HotSpot")
            || System.getProperty("java.vm.name").contains("OpenJDK"));
    long before = directiveFiles();
    assertTrue(KernelCompilation.onlyByC2("dev/gatun/kernels/java/width/NoSuchClass*"));
    assertEquals(before, directiveFiles());
  }

  private static long directiveFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("gatun-directives"))
          .count();
    }
  }
}
