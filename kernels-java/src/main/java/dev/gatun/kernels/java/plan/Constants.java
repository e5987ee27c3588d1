package dev.gatun.kernels.java.plan;

import dev.gatun.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Constants and packed weights of an engine, in aligned native memory. All plans of the engine
/// share them: a constant is packed once for each way in which it is packed. [Plan] is this
/// package's way in; an engine only creates and closes this.
public final class Constants implements AutoCloseable {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final IdentityHashMap<MemorySegment, Map<Object, MemorySegment>> packed =
      new IdentityHashMap<>();
  private final Arena arena = Arena.ofShared(); // last: nothing may fail once it is open
  private long bytes;

  /// One way of packing convolution weights; equal ways give equal bytes.
  private record PanelKey(WeightView view, List<WeightPanel> panels) {}

  private record VectorKey(int count, int padded, float factor) {}

  /// Bytes held.
  synchronized long bytes() {
    return bytes;
  }

  /// The constant itself.
  synchronized MemorySegment copy(Tensor constant) {
    return cached(
        constant.data(),
        "plain",
        () -> {
          MemorySegment memory = allocate(constant.data().byteSize());
          MemorySegment.copy(constant.data(), 0, memory, 0, constant.data().byteSize());
          return memory;
        });
  }

  /// The constant on a blocked layout.
  synchronized MemorySegment blocked(Tensor constant, Blocked layout) {
    return cached(
        constant.data(),
        layout,
        () -> {
          MemorySegment memory = allocate(layout.bytes());
          for (int n = 0; n < layout.n(); n++) {
            for (int block = 0; block < layout.blocks(); block++) {
              ReorderStep.blockToBlocked(constant.data(), 0, memory, 0, layout, n, block);
            }
          }
          return memory;
        });
  }

  /// A vector (or a scalar, repeated) padded with zeros.
  synchronized MemorySegment vector(Tensor constant, int count, int padded, float factor) {
    return cached(
        constant.data(),
        new VectorKey(count, padded, factor),
        () -> {
          MemorySegment memory = allocate(4L * padded);
          boolean scalar = constant.shape().size() == 1;
          for (int i = 0; i < count; i++) {
            memory.set(F32, 4L * i, factor * constant.data().get(F32, scalar ? 0 : 4L * i));
          }
          return memory;
        });
  }

  /// Weights packed into panels.
  synchronized MemorySegment panels(Tensor weights, WeightView view, List<WeightPanel> panels) {
    return cached(
        weights.data(),
        new PanelKey(view, panels),
        () -> {
          WeightPanel last = panels.getLast();
          MemorySegment memory = allocate(last.offset() + last.bytes());
          for (WeightPanel panel : panels) {
            panel.pack(view, weights.data(), 0, memory, 0);
          }
          return memory;
        });
  }

  /// Weights transformed for Winograd convolution.
  synchronized MemorySegment winograd(Tensor weights, WinogradWeights way) {
    return cached(
        weights.data(),
        way,
        () -> {
          MemorySegment memory = allocate(way.bytes());
          way.pack(weights.data(), memory);
          return memory;
        });
  }

  /// Zeros.
  synchronized MemorySegment zeros(int floats) {
    return allocate(4L * floats);
  }

  /// New zeroed memory that lives as long as the engine.
  synchronized MemorySegment allocate(long size) {
    bytes += size;
    return arena.allocate(Math.max(size, 64), 64);
  }

  private MemorySegment cached(MemorySegment source, Object key, Supplier<MemorySegment> make) {
    Map<Object, MemorySegment> ways = packed.computeIfAbsent(source, s -> new HashMap<>());
    MemorySegment known = ways.get(key);
    if (known == null) {
      known = make.get();
      ways.put(key, known);
    }
    return known;
  }

  @Override
  public synchronized void close() {
    arena.close();
  }
}
