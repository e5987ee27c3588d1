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
/// set, and transfers. One thread uses it at a time.
final class DeviceRun implements RunPool.Lent {
  private final List<Action> actions;
  private final Arena owner = Arena.ofShared();
  private final List<Cl.Resource> resources = new ArrayList<>();
  private final Cl.Queue queue;
  private final List<Cl.Memory> pieces = new ArrayList<>();
  private final List<Tensor> own = new ArrayList<>();
  private final Cl.@Nullable Kernel[] kernels;
  private final @Nullable Transfer[] transfers;

  DeviceRun(OpenDevice device, List<Action> actions, List<TensorType> types, List<Long> bytes) {
    this.actions = actions;
    kernels = new Cl.Kernel[actions.size()];
    transfers = new Transfer[actions.size()];
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
        case Action.Upload upload ->
            transfers[i] = transfer(device, parts.get(upload.to()), upload.from());
        case Action.Download download ->
            transfers[i] = transfer(device, parts.get(download.from()), download.to());
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

  private Transfer transfer(OpenDevice device, Cl.@Nullable Memory part, HostSlot host) {
    if (part == null) {
      throw new IllegalStateException("a block without memory");
    }
    if (host.kind() == HostSlot.Kind.OWN && host.bytes() == part.bytes()) { // not an empty one
      return Transfer.of(device.context(), part, own.get(host.index()).data());
    }
    return Transfer.of(device.context(), part, owner);
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
        case Action.Upload upload ->
            required(transfers[i]).write(queue, tensor(upload.from(), inputs, outputs).data());
        case Action.Download download ->
            required(transfers[i]).read(queue, tensor(download.to(), inputs, outputs).data());
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
        queue.write(device.context().host(nan), piece);
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
