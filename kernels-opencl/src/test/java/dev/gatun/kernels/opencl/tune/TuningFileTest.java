package dev.gatun.kernels.opencl.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.kernels.opencl.FakeCl;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.device.PrivateFolder;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a search found comes back; of anything else in its place, nothing does.
class TuningFileTest {
  private static final DeviceInfo INFO = new FakeCl(1L << 30).devices().getFirst().info();
  private static final Shaping TUNED =
      Shaping.of(INFO)
          .withTiles(List.of(Tile.registers(5, 3), Tile.registers(10, 1), Shaping.LINE))
          .withPixels(3)
          .withWinograd(Shaping.Winograd.NEVER)
          .withRoundBytes(1 << 22);

  /// Held, since loggers are collected.
  private static final Logger LOG = Logger.getLogger("dev.gatun.kernels.opencl.TuningFile");

  @TempDir Path temporary;

  private Path folder;
  private TuningFile file;

  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void restore() {
    LOG.setLevel(null);
  }

  @BeforeEach
  void choose() {
    folder = temporary.resolve("tuned");
    file = new TuningFile(new PrivateFolder(folder), INFO);
  }

  private Path path() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().getFirst(); // one file, nothing temporary
    }
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertNull(file.read(), "there is none yet");
    assertTrue(file.write(TUNED));
    assertEquals(TUNED, file.read());
    assertTrue(path().toString().endsWith(".properties"));
    assertEquals(path().toString(), file.description());
    Shaping shared = Shaping.of(INFO).withTiles(List.of(Tile.registers(4, 1)));
    assertTrue(file.write(shared), "again, over the first");
    assertEquals(shared, file.read());
    assertTrue(file.delete());
    assertFalse(file.delete());
    assertNull(file.read());
  }

  @Test
  void withoutAFolderNothingIsKept() {
    TuningFile none = new TuningFile(null, INFO);
    assertFalse(none.write(TUNED));
    assertNull(none.read());
    assertEquals("off", none.description());
  }

  /// Each line: gone, twice, with another key, with a value of nonsense.
  @Test
  void eachDamagedLineIsRefused() throws IOException {
    assertTrue(file.write(TUNED));
    List<String> lines = Files.readAllLines(path());
    assertEquals(9, lines.size());
    for (String line : lines) {
      String key = line.substring(0, line.indexOf('='));
      List<String> damages =
          List.of("", line + "\n" + line, key, key + "=", "x" + line, line + "\u0001", line + " x");
      for (String damage : damages) {
        String text = String.join("\n", lines).replace(line, damage);
        Files.writeString(path(), text);
        assertNull(file.read(), text);
      }
    }
    Files.writeString(path(), String.join("\n", lines));
    assertNotNull(file.read(), "what was damaged is right");
  }

  @Test
  void aLineMoreIsRefused() throws IOException {
    assertTrue(file.write(TUNED));
    Files.writeString(path(), Files.readString(path()) + "busy=1\n");
    assertNull(file.read());
  }

  @ParameterizedTest
  @CsvSource({
    "vector,0",
    "vector,5",
    "vector,32",
    "vector,-8",
    "vector,8 -DX",
    "vector,٨",
    "pixels,0",
    "pixels,17",
    "pixels,99999999999",
    "pixels,1e1",
    "tiles,0x4",
    "tiles,4x0",
    "tiles,33x1",
    "tiles,65536x65536",
    "tiles,4x2x1",
    "tiles,4",
    "tiles,4x2 4x2",
    "tiles,4x2  8x1",
    "tiles,''",
    "tiles,shared",
    "tiles,-1x-1",
    "tiles,1x1 1x2 1x3 1x4 2x1 2x2 2x3 2x4 3x1",
    "tiles,4x2 -cl-fast-relaxed-math",
    "winograd,always",
    "winograd,true",
    "roundBytes,1",
    "roundBytes,0",
    "roundBytes,2147483648",
    "roundBytes,-1",
    "format,2",
    "device,another",
    "platform,another",
    "driver,another"
  })
  void hostileValuesAreRefused(String key, String value) throws IOException {
    assertTrue(file.write(TUNED));
    String text = Files.readString(path());
    Files.writeString(path(), text.replaceFirst("(?m)^" + key + "=.*$", key + "=" + value));
    assertNull(file.read());
  }

  /// The fake has no local memory.
  @Test
  void aTileThatTheDeviceHasNoMemoryForIsRefused() throws IOException {
    assertTrue(file.write(TUNED));
    String text = Files.readString(path()).replaceFirst("vector=8", "vector=4");
    Files.writeString(path(), text);
    assertNotNull(file.read());
    Files.writeString(path(), text.replaceFirst("tiles=", "tiles=shared "));
    assertNull(file.read());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5000, 1 << 20})
  void otherBytesAreRefused(int size) throws IOException {
    assertTrue(file.write(TUNED));
    byte[] noise = new byte[size];
    new java.util.Random(3).nextBytes(noise);
    Files.write(path(), noise);
    assertNull(file.read());
    Files.write(path(), (file.text(TUNED) + "#".repeat(size)).getBytes(StandardCharsets.UTF_8));
    assertEquals(size == 0, file.read() != null);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFolderThatOthersCanWriteToIsNotRead() throws IOException {
    assertTrue(file.write(TUNED));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertNull(file.read());
    assertFalse(file.write(TUNED));
  }
}
