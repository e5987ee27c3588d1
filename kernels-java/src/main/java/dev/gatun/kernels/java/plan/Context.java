package dev.gatun.kernels.java.plan;

import dev.gatun.Tensor;
import dev.gatun.kernels.java.work.Task;
import dev.gatun.kernels.java.work.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one run at a time owns: its activation memory, and the views that plain kernels see.
final class Context implements Task {
  private final Arena owner = Arena.ofShared();
  private final MemorySegment arena;
  private final @Nullable Tensor[][] views;
  private @Nullable List<Tensor> inputs;
  private @Nullable List<Tensor> outputs;
  private @Nullable Step current;

  /// @param bytes planned activation memory
  /// @param steps the plan's steps; their plain kernels' views are made here, once
  Context(long bytes, List<Step> steps) {
    arena = owner.allocate(Math.max(bytes, 64), 64);
    views = new Tensor[2 * steps.size()][];
    for (Step step : steps) {
      if (step instanceof PlainStep plain) {
        views[2 * plain.slot()] = plain.bindInputs(this);
        views[2 * plain.slot() + 1] = plain.bindOutputs(this);
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
  void run(List<Step> steps, Workers workers, List<Tensor> in, List<Tensor> out) {
    inputs = in;
    outputs = out;
    try {
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        int tasks = step.tasks();
        if (tasks == 1) {
          step.run(this, 0);
        } else if (tasks > 1) {
          current = step;
          workers.run(tasks, this);
        }
      }
    } finally {
      inputs = null;
      outputs = null;
      current = null;
    }
  }

  @Override
  public void run(int task, int worker) {
    Step step = current;
    if (step != null) {
      step.run(this, task);
    }
  }

  void close() {
    owner.close();
  }
}
