package dev.gatun.kernels.java.plan;

import dev.gatun.Tensor;
import dev.gatun.kernels.java.work.Task;
import dev.gatun.kernels.java.work.Workers;
import dev.gatun.spi.RunPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one run at a time owns: its activation memory, and the views that plain kernels see.
final class Context implements Task, RunPool.Lent {
  private static final Thread ANY_OTHER_THREAD = Thread.ofPlatform().unstarted(() -> {});

  private final Arena owner = Arena.ofShared();
  private final MemorySegment arena;
  private final @Nullable Tensor[][] views;
  private @Nullable List<Tensor> inputs;
  private @Nullable List<Tensor> outputs;
  private @Nullable Step current;

  /// @param bytes planned activation memory
  /// @param steps the plan's steps; their plain kernels' views are made here, once
  Context(long bytes, List<Step> steps) {
    boolean done = false;
    try {
      arena = owner.allocate(Math.max(bytes, 64), 64);
      views = new Tensor[2 * steps.size()][];
      for (Step step : steps) {
        if (step instanceof PlainStep plain) {
          views[2 * plain.slot()] = plain.bindInputs(this);
          views[2 * plain.slot() + 1] = plain.bindOutputs(this);
        }
      }
      done = true;
    } finally {
      if (!done) {
        owner.close(); // where the heap is too small for the views
      }
    }
  }

  MemorySegment arena() {
    return arena;
  }

  MemorySegment input(int index) {
    List<Tensor> bound = inputs;
    if (bound == null) {
      throw new IllegalStateException("no run in progress");
    }
    return bound.get(index).data();
  }

  MemorySegment output(int index) {
    List<Tensor> bound = outputs;
    if (bound == null) {
      throw new IllegalStateException("no run in progress");
    }
    return bound.get(index).data();
  }

  @Nullable Tensor[] inputViews(int slot) {
    return views[2 * slot];
  }

  @Nullable Tensor[] outputViews(int slot) {
    return views[2 * slot + 1];
  }

  /// Runs all steps on the caller's tensors.
  ///
  /// @param callerMemory for each step, whether it touches the caller's tensors
  void run(
      List<Step> steps,
      boolean[] callerMemory,
      Workers workers,
      List<Tensor> in,
      List<Tensor> out) {
    boolean shared = areShared(in) && areShared(out);
    inputs = in;
    outputs = out;
    try {
      for (int i = 0; i < steps.size(); i++) {
        run(steps.get(i), callerMemory[i] && !shared, workers);
      }
    } finally {
      unbind();
    }
  }

  /// The same with a look at the clock before the first step and after each.
  ///
  /// @param ticks one more than there are steps; filled
  void profile(
      List<Step> steps,
      boolean[] callerMemory,
      Workers workers,
      List<Tensor> in,
      List<Tensor> out,
      long[] ticks) {
    boolean shared = areShared(in) && areShared(out);
    inputs = in;
    outputs = out;
    try {
      ticks[0] = System.nanoTime();
      for (int i = 0; i < steps.size(); i++) {
        run(steps.get(i), callerMemory[i] && !shared, workers);
        ticks[i + 1] = System.nanoTime();
      }
    } finally {
      unbind();
    }
  }

  /// @param alone whether other threads must keep away from it
  private void run(Step step, boolean alone, Workers workers) {
    int tasks = step.tasks();
    if (tasks == 1 || alone) {
      for (int task = 0; task < tasks; task++) {
        step.run(this, task);
      }
    } else if (tasks > 1) {
      current = step;
      workers.run(tasks, this);
    }
  }

  private void unbind() {
    inputs = null;
    outputs = null;
    current = null;
  }

  /// Whether threads other than the caller's may touch the memory of all tensors; memory of a
  /// confined arena may not be.
  private static boolean areShared(List<Tensor> tensors) {
    for (int i = 0; i < tensors.size(); i++) {
      if (!tensors.get(i).data().isAccessibleBy(ANY_OTHER_THREAD)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void run(int task, int worker) {
    Step step = current;
    if (step != null) {
      step.run(this, task, worker);
    }
  }

  @Override
  public void close() {
    owner.close();
  }
}
