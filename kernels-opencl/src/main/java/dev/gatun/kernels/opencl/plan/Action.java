package dev.gatun.kernels.opencl.plan;

import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that a run does.
sealed interface Action {
  /// What it is, for people; a part of the host has several.
  List<PlanReport.StepReport> reports();

  /// Device memory that it touches.
  default List<Block> blocks() {
    return List.of();
  }

  /// Copies a host value to the device.
  record Upload(PlanReport.StepReport report, HostSlot from, Block to) implements Action {
    @Override
    public List<PlanReport.StepReport> reports() {
      return List.of(report);
    }

    @Override
    public List<Block> blocks() {
      return List.of(to);
    }
  }

  /// Copies a device value to the host, after all that came before.
  record Download(PlanReport.StepReport report, Block from, HostSlot to) implements Action {
    @Override
    public List<PlanReport.StepReport> reports() {
      return List.of(report);
    }

    @Override
    public List<Block> blocks() {
      return List.of(from);
    }
  }

  /// Copies within the host.
  record Copy(PlanReport.StepReport report, HostSlot from, HostSlot to) implements Action {
    @Override
    public List<PlanReport.StepReport> reports() {
      return List.of(report);
    }
  }

  /// Runs a part of the graph on the host.
  record HostPart(Executable part, List<HostSlot> inputs, List<HostSlot> outputs)
      implements Action {
    @Override
    public List<PlanReport.StepReport> reports() {
      return part.report().steps().stream().map(HostPart::onHost).toList();
    }

    private static PlanReport.StepReport onHost(PlanReport.StepReport step) {
      return new PlanReport.StepReport(
          step.node(),
          step.operator(),
          "host: " + step.kernel(),
          step.output(),
          step.multiplyAdds(),
          step.constantBytes(),
          step.activationBytes());
    }
  }

  /// Runs a kernel. Its arguments are the blocks in order, then one struct.
  ///
  /// @param report what it does
  /// @param source its program
  /// @param tile of a program that has tiles, else null
  /// @param kernel its name
  /// @param blocks `__global` pointers
  /// @param struct members of the struct in order, floats as their bits
  /// @param range its work items
  record Launch(
      PlanReport.StepReport report,
      Source source,
      @Nullable Tile tile,
      String kernel,
      List<Block> blocks,
      int[] struct,
      Range range)
      implements Action {
    @Override
    public List<PlanReport.StepReport> reports() {
      return List.of(report);
    }
  }
}
