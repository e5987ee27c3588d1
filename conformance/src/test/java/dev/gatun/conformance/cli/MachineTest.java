package dev.gatun.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void linuxTellsTheProcessor() throws IOException {
    Path file = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\nmodel name\t: X: 5\n");
    assertEquals("X: 5", Machine.processor(file));
  }

  @Test
  void elseItIsTheArchitecture() throws IOException {
    String architecture = System.getProperty("os.arch");
    assertEquals(architecture, Machine.processor(folder.resolve("missing")));
    assertEquals(
        architecture, Machine.processor(Files.writeString(folder.resolve("arm"), "Features: x\n")));
  }

  @Test
  void theLineNamesJava() {
    assertTrue(Machine.describe().endsWith("; Java " + Runtime.version()));
  }
}
