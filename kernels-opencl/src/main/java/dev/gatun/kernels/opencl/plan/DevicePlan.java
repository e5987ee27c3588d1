package dev.gatun.kernels.opencl.plan;

import dev.gatun.DeviceException;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import dev.gatun.spi.RunPool;
import java.util.List;

/// A compiled graph. Each run borrows a [DeviceRun] with memory and kernels of its own.
public final class DevicePlan implements Executable {
  private final OpenDevice device;
  private final List<Action> actions;
  private final PlanReport report;
  private final RunPool<DeviceRun> runs;

  private DevicePlan(OpenDevice device, Lowering lowering, List<Long> pieces, long weightBytes) {
    this.device = device;
    this.actions = List.copyOf(lowering.actions());
    List<TensorType> own = List.copyOf(lowering.own());
    runs = new RunPool<>("opencl", () -> new DeviceRun(device, actions, own, pieces));
    report =
        new PlanReport(
            actions.stream().flatMap(action -> action.reports().stream()).toList(),
            pieces.stream().mapToLong(Long::longValue).sum(),
            weightBytes);
  }

  /// Compiles a graph.
  ///
  /// @param graph concrete types, bound operators
  /// @param device runs what it can
  /// @param weights constants on the device
  /// @param host runs the rest
  /// @param limits what planned memory is held against
  /// @return the plan
  /// @throws LimitExceededException if the activations need more memory than allowed
  public static DevicePlan compile(
      Graph graph, OpenDevice device, Weights weights, Engine host, Limits limits) {
    Lowering lowering = new Lowering(graph, device, weights, host);
    boolean done = false;
    try {
      lowering.lower();
      List<Long> pieces = placeBlocks(lowering.actions(), device.info());
      long bytes = pieces.stream().mapToLong(Long::longValue).sum();
      if (bytes > limits.activationBytes()) {
        throw new LimitExceededException(
            "compile for backend opencl: the graph needs "
                + bytes
                + " bytes for activations, the limit is "
                + limits.activationBytes());
      }
      DevicePlan plan = new DevicePlan(device, lowering, pieces, weights.bytes());
      done = true;
      return plan;
    } finally {
      if (!done) {
        closeParts(lowering.actions());
      }
    }
  }

  private static List<Long> placeBlocks(List<Action> actions, DeviceInfo info) {
    List<Block> blocks =
        actions.stream()
            .flatMap(action -> action.blocks().stream())
            .filter(block -> block.kept() == null)
            .distinct()
            .toList();
    return Placement.place(blocks, info.alignment(), info.largest());
  }

  @Override
  public void run(List<Tensor> inputs, List<Tensor> outputs) {
    run(inputs, outputs, null);
  }

  @Override
  public boolean profile(List<Tensor> inputs, List<Tensor> outputs, long[] ticks) {
    run(inputs, outputs, ticks);
    return true;
  }

  private void run(
      List<Tensor> inputs, List<Tensor> outputs, long @org.jspecify.annotations.Nullable [] ticks) {
    try {
      DeviceRun run = runs.borrow();
      boolean done = false;
      try {
        run.run(inputs, outputs, ticks);
        done = true;
      } finally {
        if (done) {
          runs.giveBack(run);
        } else {
          run.close(); // what is still enqueued may write to its memory: nobody gets it again
        }
      }
    } catch (ClException e) {
      throw new DeviceException("run on backend opencl: " + e.getMessage(), e);
    }
  }

  /// Fills the memory that the next run takes with NaN, between steps and where results will lie.
  ///
  /// @throws ClException if the device fails
  public void poison() {
    DeviceRun run = runs.borrow();
    boolean done = false;
    try {
      run.poison(device);
      done = true;
    } finally {
      if (done) {
        runs.giveBack(run);
      } else {
        run.close();
      }
    }
  }

  @Override
  public PlanReport report() {
    return report;
  }

  /// Frees the memory of runs; of one that goes on at its end.
  @Override
  public void close() {
    runs.close();
    closeParts(actions);
  }

  private static void closeParts(List<Action> actions) {
    for (Action action : actions) {
      if (action instanceof Action.HostPart host) {
        host.part().close();
      }
    }
  }
}
