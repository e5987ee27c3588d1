package dev.gatun.bench.peer.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.BackendException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Map;

/// Intel's oneDNN on the processor, with OpenMP threads.
///
/// ```java
/// OneDnn library = OneDnn.open(NativeFolder.standard());
/// library.setThreads(2);
/// try (OneDnnConvolution conv = OneDnnConvolution.of(library, problem, false)) {
///   conv.run();
/// }
/// ```
public final class OneDnn {
  /// `dnnl_version_t`.
  private static final StructLayout VERSION =
      MemoryLayout.structLayout(
          JAVA_INT.withName("major"), JAVA_INT.withName("minor"), JAVA_INT.withName("patch"));

  /// `dnnl_cpu_isa_t`, as far as float32 has kernels of its own.
  private static final Map<Integer, String> SETS =
      Map.of(
          1, "SSE4.1",
          3, "AVX",
          7, "AVX2",
          39, "AVX-512",
          103, "AVX-512 with VNNI",
          231, "AVX-512 with BF16",
          495, "AVX-512 with FP16",
          4079, "AVX-512 with AMX",
          8175, "AVX-512 with AMX FP16");

  private final Dnnl functions;
  private final NativeLibrary openMp;
  private final MemorySegment engine;
  private final MemorySegment stream;

  private OneDnn(Dnnl functions, NativeLibrary openMp) {
    this.functions = functions;
    this.openMp = openMp;
    engine = functions.make("dnnl_engine_create", Dnnl.CPU, 0L);
    stream = functions.make("dnnl_stream_create", engine, Dnnl.DEFAULT_STREAM);
  }

  /// Loads the library, until the JVM ends.
  ///
  /// @param folder where it lies
  /// @return the library
  /// @throws BackendException if it is not there or does not load here
  public static OneDnn open(NativeFolder folder) {
    NativeLibrary openMp = NativeLibrary.load(folder.library("oneDNN", "gomp"));
    NativeLibrary library = NativeLibrary.load(folder.library("oneDNN", "dnnl"));
    return new OneDnn(new Dnnl(library), openMp);
  }

  /// What the library says of itself.
  ///
  /// @return version, and the instructions that its kernels use
  public String description() {
    NativeLibrary library = functions.library();
    MemorySegment version =
        NativeLibrary.at(
            (MemorySegment) NativeLibrary.call(library.function("dnnl_version", ADDRESS)), VERSION);
    int set = (int) NativeLibrary.call(library.function("dnnl_get_effective_cpu_isa", JAVA_INT));
    return "oneDNN %d.%d.%d, kernels for %s"
        .formatted(
            version.getAtIndex(JAVA_INT, 0),
            version.getAtIndex(JAVA_INT, 1),
            version.getAtIndex(JAVA_INT, 2),
            SETS.getOrDefault(set, "instruction set 0x" + Integer.toHexString(set)));
  }

  /// Says how many threads take part in what the calling thread prepares and runs from now on.
  ///
  /// @param threads the caller included, ≥ 1
  public void setThreads(int threads) {
    NativeLibrary.call(openMp.action("omp_set_num_threads", JAVA_INT), threads);
  }

  Dnnl functions() {
    return functions;
  }

  MemorySegment engine() {
    return engine;
  }

  MemorySegment stream() {
    return stream;
  }
}
