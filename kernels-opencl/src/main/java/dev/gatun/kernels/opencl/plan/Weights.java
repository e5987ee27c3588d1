package dev.gatun.kernels.opencl.plan;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.spi.Engine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Constants on the device, uploaded once and packed there, shared by all plans of an engine.
public final class Weights implements AutoCloseable {
  private static final String PLAIN = "plain";

  private final OpenDevice device;
  private final Engine host;
  private final Cl.Queue queue;
  private final IdentityHashMap<Tensor, Map<String, Block>> blocks = new IdentityHashMap<>();
  private final List<Cl.Memory> memory = new ArrayList<>();
  private final Map<Integer, Block> zeros = new HashMap<>();
  private final Map<IntBuffer, Block> tables = new HashMap<>();
  private long bytes;

  /// @param device where they go
  /// @param host never asked here, but a lowering has one
  public Weights(OpenDevice device, Engine host) {
    this.device = device;
    this.host = host;
    queue = device.context().queue();
  }

  /// A constant row by row.
  synchronized Block plain(Tensor tensor) {
    Map<String, Block> known = blocks.computeIfAbsent(tensor, _ -> new HashMap<>());
    Block block = known.get(PLAIN);
    if (block == null) {
      block = Block.kept(allocate(tensor.data().byteSize()));
      upload(tensor.data(), block);
      known.put(PLAIN, block);
    }
    return block;
  }

  /// A constant in another order, which launches make once.
  synchronized Block kept(Tensor tensor, String packing, Lowering.Packing pack) {
    Map<String, Block> known = blocks.computeIfAbsent(tensor, _ -> new HashMap<>());
    Block block = known.get(packing);
    if (block == null) {
      block = pack(tensor, pack);
      known.put(packing, block);
    }
    return block;
  }

  /// Zeros, as many as are wanted or more.
  synchronized Block zeros(int count) {
    int rounded = Math.max(1024, Integer.highestOneBit(Math.max(1, count) * 2 - 1));
    return zeros.computeIfAbsent(
        rounded,
        n -> {
          Block block = Block.kept(allocate((long) Float.BYTES * n));
          upload(MemorySegment.ofArray(new float[n]), block);
          return block;
        });
  }

  /// A table of integers, or of floats as their bits; one block for equal ones.
  synchronized Block table(int[] entries) {
    return tables.computeIfAbsent(
        IntBuffer.wrap(entries.clone()),
        _ -> {
          Block block = Block.kept(allocate((long) Integer.BYTES * entries.length));
          upload(MemorySegment.ofArray(entries), block);
          return block;
        });
  }

  private Block pack(Tensor tensor, Lowering.Packing pack) {
    Block plain = Block.kept(allocate(tensor.data().byteSize()));
    Cl.Memory from = memory.removeLast();
    try {
      upload(tensor.data(), plain);
      Lowering lowering =
          new Lowering(
              new Graph("weights", List.of(), List.of(), List.of(), Map.of(), Map.of()),
              device,
              this,
              host);
      Block packed = pack.pack(lowering, plain);
      Block kept = Block.kept(allocate(packed.bytes()));
      for (Action action : lowering.actions()) {
        if (!(action instanceof Action.Launch launch)) {
          throw new IllegalStateException("packing wants more than launches: " + action);
        }
        try (Cl.Kernel kernel = device.kernel(launch.source(), launch.tile(), launch.kernel())) {
          int i = 0;
          for (Block block : launch.blocks()) {
            Block actual = block.equals(packed) ? kept : block;
            kernel.set(i++, required(actual));
          }
          kernel.set(i, launch.struct());
          queue.run(kernel, launch.range());
          queue.finish();
        }
      }
      return kept;
    } finally {
      from.close();
      bytes -= tensor.data().byteSize();
    }
  }

  private static Cl.Memory required(Block block) {
    Cl.Memory kept = block.kept();
    if (kept == null) {
      throw new IllegalStateException("packing wants memory of its own");
    }
    return kept;
  }

  private Cl.Memory allocate(long size) {
    Cl.Memory allocated = device.context().allocate(Math.max(Float.BYTES, size));
    memory.add(allocated);
    bytes += allocated.bytes();
    return allocated;
  }

  private void upload(MemorySegment source, Block target) {
    if (source.byteSize() == 0) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(source.byteSize(), 64);
      copy.copyFrom(source);
      queue.write(device.context().host(copy), required(target));
      queue.finish();
    }
  }

  /// {@return bytes of device memory held}
  public synchronized long bytes() {
    return bytes;
  }

  @Override
  public synchronized void close() {
    memory.forEach(Cl.Memory::close);
    memory.clear();
    blocks.clear();
    tables.clear();
    queue.close();
  }
}
