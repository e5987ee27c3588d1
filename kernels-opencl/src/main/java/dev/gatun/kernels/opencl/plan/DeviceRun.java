package dev.gatun.kernels.opencl.plan;

import dev.gatun.Tensor;
import dev.gatun.graph.TensorType;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.spi.RunPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one run at a time owns: a queue, device memory with its parts, kernels whose arguments are
/// set, and native memory for transfers. One thread uses it at a time.
final class DeviceRun implements RunPool.Lent {
  private final List<Action> actions;
  private final Arena owner = Arena.ofShared();
  private final List<Cl.Resource> resources = new ArrayList<>();
  private final Cl.Queue queue;
  private final List<Cl.Memory> pieces = new ArrayList<>();
  private final List<Tensor> own = new ArrayList<>();
  private final Cl.@Nullable Kernel[] kernels;
  private final Cl.@Nullable Memory[] memory;
  private final @Nullable MemorySegment[] native_;
  private final Cl.@Nullable Staging[] staging;

  DeviceRun(OpenDevice device, List<Action> actions, List<TensorType> types, List<Long> bytes) {
    this.actions = actions;
    kernels = new Cl.Kernel[actions.size()];
    memory = new Cl.Memory[actions.size()];
    native_ = new MemorySegment[actions.size()];
    staging = new Cl.Staging[actions.size()];
    boolean done = false;
    try {
      queue = device.context().queue();
      resources.add(queue);
      for (TensorType type : types) {
        own.add(Tensor.allocate(type.dtype(), type.shape(), owner));
      }
      prepare(device, bytes);
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private void prepare(OpenDevice device, List<Long> bytes) {
    for (long size : bytes) {
      Cl.Memory piece = device.context().allocate(size);
      resources.add(piece);
      pieces.add(piece);
    }
    Map<Block, Cl.Memory> parts = new HashMap<>();
    for (Action action : actions) {
      for (Block block : action.blocks()) {
        Cl.Memory kept = block.kept();
        if (kept != null) {
          parts.put(block, kept);
        } else if (!parts.containsKey(block)) {
          Cl.Memory part = pieces.get(block.piece()).part(block.offset(), block.bytes());
          resources.add(part);
          parts.put(block, part);
        }
      }
    }
    for (int i = 0; i < actions.size(); i++) {
      switch (actions.get(i)) {
        case Action.Launch launch -> kernels[i] = kernel(device, launch, parts);
        case Action.Upload upload -> transfer(device, i, parts.get(upload.to()));
        case Action.Download download -> transfer(device, i, parts.get(download.from()));
        case Action.Copy ignored -> {}
        case Action.HostPart ignored -> {}
      }
    }
  }

  private Cl.Kernel kernel(OpenDevice device, Action.Launch launch, Map<Block, Cl.Memory> parts) {
    Cl.Kernel kernel = device.kernel(launch.source(), launch.tile(), launch.kernel());
    resources.add(kernel);
    int argument = 0;
    for (Block block : launch.blocks()) {
      Cl.Memory part = parts.get(block);
      if (part == null) {
        throw new IllegalStateException("a block without memory");
      }
      kernel.set(argument++, part);
    }
    kernel.set(argument, launch.struct());
    return kernel;
  }

  private void transfer(OpenDevice device, int action, Cl.@Nullable Memory part) {
    if (part == null) {
      throw new IllegalStateException("a block without memory");
    }
    memory[action] = part;
    MemorySegment segment = owner.allocate(part.bytes(), 64);
    native_[action] = segment;
    staging[action] = device.context().staging(segment);
  }

  /// Runs all actions.
  ///
  /// @param inputs the graph's
  /// @param outputs the graph's, filled
  /// @param ticks null, or one more than the plan's report has steps: filled with the time before
  ///   the first and after each
  void run(List<Tensor> inputs, List<Tensor> outputs, long @Nullable [] ticks) {
    int step = 0;
    if (ticks != null) {
      ticks[step++] = System.nanoTime();
    }
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      switch (action) {
        case Action.Launch launch -> queue.run(required(kernels[i]), launch.range());
        case Action.Upload upload -> {
          required(native_[i]).copyFrom(tensor(upload.from(), inputs, outputs).data());
          queue.write(required(staging[i]), required(memory[i]));
        }
        case Action.Download download -> {
          queue.read(required(memory[i]), required(staging[i]));
          tensor(download.to(), inputs, outputs).data().copyFrom(required(native_[i]));
        }
        case Action.Copy copy ->
            tensor(copy.to(), inputs, outputs)
                .data()
                .copyFrom(tensor(copy.from(), inputs, outputs).data());
        case Action.HostPart part ->
            part.part()
                .run(
                    tensors(part.inputs(), inputs, outputs),
                    tensors(part.outputs(), inputs, outputs));
      }
      if (ticks != null) {
        queue.finish();
        long now = System.nanoTime();
        for (int n = action.reports().size(); n > 0; n--) {
          ticks[step++] = now; // a part of the host counts as its first step
        }
      }
    }
    queue.finish();
  }

  /// Fills all memory between steps with NaN, so that nothing an earlier run left there is taken
  /// for a result.
  void poison(OpenDevice device) {
    for (Cl.Memory piece : pieces) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment nan = arena.allocate(piece.bytes(), 64);
        nan.fill((byte) 0xff); // all bits set: NaN
        queue.write(device.context().staging(nan), piece);
        queue.finish();
      }
    }
  }

  private List<Tensor> tensors(List<HostSlot> slots, List<Tensor> inputs, List<Tensor> outputs) {
    List<Tensor> tensors = new ArrayList<>(slots.size());
    for (HostSlot slot : slots) {
      tensors.add(tensor(slot, inputs, outputs));
    }
    return tensors;
  }

  private Tensor tensor(HostSlot slot, List<Tensor> inputs, List<Tensor> outputs) {
    return switch (slot.kind()) {
      case INPUT -> inputs.get(slot.index());
      case OUTPUT -> outputs.get(slot.index());
      case OWN -> own.get(slot.index());
      case CONSTANT -> required(slot.constant());
    };
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("an action that was not prepared");
    }
    return value;
  }

  /// Waits for what is enqueued, which uses the rest, and gives everything back.
  @Override
  public void close() {
    for (Cl.Resource resource : resources.reversed()) {
      resource.close();
    }
    resources.clear();
    owner.close();
  }
}
