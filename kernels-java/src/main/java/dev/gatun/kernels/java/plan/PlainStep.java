package dev.gatun.kernels.java.plan;

import dev.gatun.Tensor;
import dev.gatun.graph.TensorType;
import dev.gatun.kernels.java.plain.PlainKernel;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a [PlainKernel] on views of planned memory. The views are made once per context, so that a
/// run allocates nothing.
final class PlainStep extends Step {
  /// An operand of the kernel.
  ///
  /// @param place its memory
  /// @param type its concrete type
  record Operand(Place place, TensorType type) {}

  private final int slot;
  private final PlainKernel kernel;
  private final @Nullable Operand[] inputs;
  private final @Nullable Operand[] outputs;
  private final int parts;

  /// @param slot the step's place in the plan
  PlainStep(
      PlanReport.StepReport report,
      int slot,
      PlainKernel kernel,
      @Nullable Operand[] inputs,
      @Nullable Operand[] outputs,
      int threads) {
    super(report);
    this.slot = slot;
    this.kernel = kernel;
    this.inputs = inputs;
    this.outputs = outputs;
    this.parts = Math.max(1, kernel.parts(threads));
  }

  int slot() {
    return slot;
  }

  @Nullable Tensor[] bindInputs(Context context) {
    return bind(context, inputs);
  }

  @Nullable Tensor[] bindOutputs(Context context) {
    return bind(context, outputs);
  }

  private static @Nullable Tensor[] bind(Context context, @Nullable Operand[] operands) {
    @Nullable Tensor[] views = new Tensor[operands.length];
    for (int i = 0; i < operands.length; i++) {
      Operand operand = operands[i];
      if (operand != null) {
        long bytes = Tensor.byteSize(operand.type.dtype(), operand.type.shape());
        views[i] =
            Tensor.wrap(
                operand.type.dtype(),
                operand.type.shape(),
                operand.place.segment(context).asSlice(operand.place.offset(), bytes));
      }
    }
    return views;
  }

  @Override
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (Operand operand : inputs) {
      if (operand != null) {
        places.add(operand.place);
      }
    }
    for (Operand operand : outputs) {
      if (operand != null) {
        places.add(operand.place);
      }
    }
    return places;
  }

  @Override
  int tasks() {
    return parts;
  }

  @Override
  void run(Context context, int task) {
    kernel.run(context.inputViews(slot), context.outputViews(slot), task, parts);
  }
}
