package dev.gatun.bench.peer.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.BackendException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// A BLAS (Lawson and others, 1979; Dongarra and others, 1990) through its C interface.
///
/// ```java
/// Blas blas = Blas.openBlas(NativeFolder.standard());
/// blas.setThreads(2);
/// blas.sgemm(m, n, k, a, b, c);
/// ```
public final class Blas {
  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;

  /// How long a thread of OpenMP spins when a product is done, in milliseconds. By default it is
  /// 200, which would take a core from the engine whose turn is next.
  private static final int SPIN_MILLIS = 10;

  private final String name;
  private final String description;
  private final MethodHandle setThreads;
  private final MethodHandle sgemm;

  private Blas(String name, String description, MethodHandle setThreads, NativeLibrary library) {
    this.name = name;
    this.description = description;
    this.setThreads = setThreads;
    sgemm =
        library.action(
            "cblas_sgemm",
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_FLOAT,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_FLOAT,
            ADDRESS,
            JAVA_INT);
  }

  /// OpenBLAS.
  ///
  /// @param folder where its library lies
  /// @return the peer `openblas`
  /// @throws BackendException if it is not there or does not load here
  public static Blas openBlas(NativeFolder folder) {
    NativeLibrary library = NativeLibrary.load(folder.library("OpenBLAS", "openblas"));
    return new Blas(
        "openblas",
        library.text("openblas_get_config")
            + ", kernels for "
            + library.text("openblas_get_corename"),
        library.action("openblas_set_num_threads", JAVA_INT),
        library);
  }

  /// Intel's Math Kernel Library, on Intel's OpenMP.
  ///
  /// @param folder where its libraries lie
  /// @return the peer `mkl`
  /// @throws BackendException if it is not there or does not load here
  public static Blas mkl(NativeFolder folder) {
    NativeLibrary openMp = NativeLibrary.load(folder.library("MKL", "iomp5"));
    NativeLibrary.call(openMp.action("kmp_set_blocktime", JAVA_INT), SPIN_MILLIS);
    NativeLibrary library = NativeLibrary.load(folder.library("MKL", "mkl_rt"));
    NativeLibrary.call(library.action("MKL_Set_Dynamic", JAVA_INT), 0); // as many as are asked for
    return new Blas(
        "mkl", version(library), library.action("MKL_Set_Num_Threads", JAVA_INT), library);
  }

  /// Version, and the processors that the chosen kernels are for, from `MKLVersion`.
  private static String version(NativeLibrary library) {
    StructLayout layout =
        MemoryLayout.structLayout(
            JAVA_INT.withName("major"),
            JAVA_INT.withName("minor"),
            JAVA_INT.withName("update"),
            MemoryLayout.paddingLayout(Integer.BYTES),
            ADDRESS.withName("status"),
            ADDRESS.withName("build"),
            ADDRESS.withName("processor"),
            ADDRESS.withName("platform"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment version = arena.allocate(layout);
      NativeLibrary.call(library.action("MKL_Get_Version", ADDRESS), version);
      long processor = layout.byteOffset(MemoryLayout.PathElement.groupElement("processor"));
      return "MKL %d.%d.%d, kernels for %s"
          .formatted(
              version.getAtIndex(JAVA_INT, 0),
              version.getAtIndex(JAVA_INT, 1),
              version.getAtIndex(JAVA_INT, 2),
              NativeLibrary.text(version.get(ValueLayout.ADDRESS, processor)));
    }
  }

  /// The library's name in tables and files.
  ///
  /// @return such as `openblas`
  public String name() {
    return name;
  }

  /// What the library says of itself.
  ///
  /// @return version, and the processor that its kernels are for
  public String description() {
    return description;
  }

  /// Says how many threads take part in products from now on.
  ///
  /// @param threads the caller included, ≥ 1
  public void setThreads(int threads) {
    NativeLibrary.call(setThreads, threads);
  }

  /// C = A · B, all row-major and dense, outside the heap.
  ///
  /// @param m rows of A and C
  /// @param n columns of B and C
  /// @param k columns of A, rows of B
  /// @param a `[m, k]`
  /// @param b `[k, n]`
  /// @param c `[m, n]`, written
  public void sgemm(int m, int n, int k, MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      sgemm.invokeExact(ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, m, n, k, 1f, a, k, b, n, 0f, c, n);
    } catch (Throwable e) {
      throw NativeLibrary.broken(e);
    }
  }
}
