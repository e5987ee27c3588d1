package dev.gatun.kernels.java;

import dev.gatun.LimitExceededException;
import dev.gatun.graph.Graph;
import dev.gatun.kernels.java.plan.Constants;
import dev.gatun.kernels.java.plan.ConvMode;
import dev.gatun.kernels.java.plan.Plan;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.tile.choice.TileChoice;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.kernels.java.work.Background;
import dev.gatun.kernels.java.work.Workers;
import dev.gatun.op.ControlFlow;
import dev.gatun.op.CustomOp;
import dev.gatun.op.Op;
import dev.gatun.op.Selection;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;

/// A started Java backend: worker threads and packed constants, shared by all plans of a session.
final class JavaEngine implements Engine {
  private final EngineOptions options;
  private final ConvMode convMode;
  private final Workers workers;
  private final Background background = new Background("gatun-warm-up");
  private final Constants constants = new Constants();

  JavaEngine(EngineOptions options, ConvMode convMode) {
    this.options = options;
    this.convMode = convMode;
    this.workers = startWorkers();
  }

  private Workers startWorkers() {
    Workers started = null;
    try {
      started = new Workers(options.threads());
      return started;
    } finally {
      if (started == null) {
        constants.close();
      }
    }
  }

  @Override
  public String description() {
    return "java: "
        + Width.DESCRIPTION
        + ", "
        + options.threads()
        + (options.threads() == 1 ? " thread" : " threads");
  }

  @Override
  public boolean supports(Op op) {
    return !(op instanceof Selection || op instanceof ControlFlow)
        && (!(op instanceof CustomOp custom) || custom.isRunnable());
  }

  @Override
  public Executable compile(Graph graph) {
    try {
      return Plan.compile(
          graph,
          constants,
          TileChoice.best(),
          Strips.best(),
          workers,
          background,
          convMode,
          options.limits());
    } catch (ArithmeticException e) { // an extent, stride or displacement that 31 bits do not hold
      throw new LimitExceededException(
          "compile for backend java, graph '"
              + graph.name()
              + "': a tensor is too large, required less than 2 GiB per image and tensor",
          e);
    }
  }

  @Override
  public void warmUp() {
    background.await();
  }

  @Override
  public void close() {
    try {
      background.close();
    } finally {
      workers.close();
      constants.close();
    }
  }
}
