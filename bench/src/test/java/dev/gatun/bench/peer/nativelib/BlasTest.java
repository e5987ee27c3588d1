package dev.gatun.bench.peer.nativelib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.BackendException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlasTest {
  @TempDir private Path folder = Path.of("");

  /// The build unpacks the libraries of one platform, by default this one.
  @BeforeAll
  static void thisPlatform() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the build has the libraries of another platform");
  }

  private static void check(Blas blas) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4, 5, 6);
      MemorySegment b =
          arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 0, 0, 2, 0, 1, 0, 3, 0, 0, 1, 4);
      MemorySegment c = arena.allocate(ValueLayout.JAVA_FLOAT, 8).fill((byte) -1);
      for (int threads = 1; threads <= 2; threads++) {
        blas.setThreads(threads);
        blas.sgemm(2, 4, 3, a, b, c);
        assertArrayEquals(
            new float[] {1, 2, 3, 20, 4, 5, 6, 47}, c.toArray(ValueLayout.JAVA_FLOAT), blas.name());
      }
    }
  }

  @Test
  void openBlasMultipliesRowMajorMatricesAndSaysWhatItIs() {
    Blas blas = Blas.openBlas(NativeFolder.standard());
    check(blas);
    assertEquals("openblas", blas.name());
    assertTrue(blas.description().matches("OpenBLAS \\d.*, kernels for \\w+"), blas.description());
  }

  /// The build unpacks it with `-Pmkl` only.
  @Test
  void mklMultipliesRowMajorMatricesAndSaysWhatItIs() {
    NativeFolder standard = NativeFolder.standard();
    try {
      standard.library("MKL", "mkl_rt");
    } catch (BackendException e) {
      assumeTrue(false, e.getMessage());
    }
    Blas blas = Blas.mkl(standard);
    check(blas);
    assertEquals("mkl", blas.name());
    assertTrue(
        blas.description().matches("MKL \\d+\\.\\d+\\.\\d+, kernels for .+"), blas.description());
  }

  @Test
  void whatIsMissingIsSaidInOneSentence() {
    NativeFolder empty = new NativeFolder(folder.resolve("nothing"));
    BackendException e = assertThrows(BackendException.class, () -> Blas.openBlas(empty));
    assertTrue(
        e.getMessage().startsWith("OpenBLAS: got no library 'openblas' in "), e.getMessage());
    assertTrue(e.getMessage().contains("required"), e.getMessage());
  }

  @Test
  void aFileThatIsNoLibraryDoesNotLoad() throws IOException {
    Files.writeString(folder.resolve("libopenblas.so.0"), "text");
    NativeFolder bad = new NativeFolder(folder);
    BackendException e = assertThrows(BackendException.class, () -> Blas.openBlas(bad));
    assertTrue(e.getMessage().contains("does not load here"), e.getMessage());
  }

  @Test
  void anotherLibrarysNameIsNotTakenForIt() throws IOException {
    Files.writeString(folder.resolve("libopenblas64.so.0"), "text");
    NativeFolder other = new NativeFolder(folder);
    assertThrows(BackendException.class, () -> other.library("OpenBLAS", "openblas"));
  }
}
