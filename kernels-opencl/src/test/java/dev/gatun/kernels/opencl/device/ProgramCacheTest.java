package dev.gatun.kernels.opencl.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.kernels.opencl.FakeCl;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is in a cache's folder, a program comes out.
class ProgramCacheTest {
  @TempDir Path temporary;

  private final FakeCl cl = new FakeCl(1L << 30);
  private final Cl.Device device = cl.devices().getFirst();
  private final Cl.Context context = device.open();
  private Path folder;

  @BeforeEach
  void choose() {
    folder = temporary.resolve("programs");
  }

  private void build(ProgramCache cache) {
    cache.program(context, device.info(), "source", "options").close();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void theSecondTimeItIsLoaded() throws IOException {
    ProgramCache cache = ProgramCache.in(folder);
    build(cache);
    assertEquals(0, cl.loaded());
    assertEquals(1, files().size(), "one file, nothing temporary");
    build(cache);
    assertEquals(1, cl.loaded());
  }

  @Test
  void aDamagedFileIsBuiltAnew() throws IOException {
    ProgramCache cache = ProgramCache.in(folder);
    build(cache);
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    byte[] flipped = whole.clone();
    flipped[flipped.length - 1] ^= 1;
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    for (byte[] damaged : List.of(flipped, half, new byte[0], new byte[32], new byte[5000])) {
      Files.write(file, damaged);
      build(cache);
      assertEquals(0, cl.loaded());
      assertArrayEquals(whole, Files.readAllBytes(file));
    }
  }

  @Test
  void aBinaryThatTheDriverRefusesIsBuiltAnew() {
    ProgramCache cache = ProgramCache.in(folder);
    build(cache);
    cl.refuseBinaries();
    build(cache);
    assertEquals(0, cl.loaded());
  }

  @Test
  void aFolderThatCannotBeUsedIsNotNeeded() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "no folder");
    build(ProgramCache.in(file));
    build(ProgramCache.in(file.resolve("below")));
    ProgramCache cache = ProgramCache.in(folder);
    build(cache);
    Path kept = files().getFirst();
    Files.delete(kept);
    Files.createDirectory(kept); // where the file should be
    Files.createFile(kept.resolve("full"));
    build(cache);
    assertEquals(List.of(kept), files(), "nothing temporary");
    build(ProgramCache.off());
    assertEquals(0, cl.loaded());
  }

  /// One that the superuser cannot write to either.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aReadOnlyFolderIsNotNeeded() {
    build(ProgramCache.in(Path.of("/proc/self")));
    assertEquals(0, cl.loaded());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theFolderIsTheUsersAlone() throws IOException {
    ProgramCache cache = ProgramCache.in(folder);
    build(cache);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    build(cache);
    assertEquals(0, cl.loaded(), "anybody could have written it");
  }

  @Test
  void aProgramThatGivesNoBinaryIsNotKept() throws IOException {
    Files.createDirectories(folder);
    cl.failIn(2); // clGetProgramInfo, after clBuildProgram
    build(ProgramCache.in(folder));
    assertTrue(files().isEmpty());
  }

  @Test
  void allThatDecidesIsInTheName() {
    DeviceInfo info = device.info();
    String name = ProgramCache.name(info, "a", "b");
    assertNotEquals(name, ProgramCache.name(info, "ab", ""));
    DeviceInfo other =
        new DeviceInfo(
            info.platform(), info.name(), info.version(), "2", info.kind(), 1, 1, 1, 1, 1, 1, 1);
    assertNotEquals(name, ProgramCache.name(other, "a", "b"));
    assertEquals(name, ProgramCache.name(info, "a", "b"));
  }
}
