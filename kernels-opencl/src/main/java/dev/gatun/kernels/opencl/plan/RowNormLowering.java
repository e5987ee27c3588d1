package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import java.util.List;

/// Normalisations of rows: of the last axes by their moments, of any axis by its norm.
final class RowNormLowering implements NodeLowering {
  /// Rows of a work group.
  private static final int GROUP = 4;

  private final Lowering lowering;

  RowNormLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// A layer's scale and shift must have one element for each of a row.
  @Override
  public boolean handles(Node node) {
    if (!(node.op() instanceof LayerNorm op)) {
      return true;
    }
    Shape x = lowering.shape(node.input(0));
    int axis = Math.floorMod(op.axis(), x.rank());
    return isRow(lowering.shape(node.input(1)), x, axis)
        && (!node.hasInput(2) || isRow(lowering.shape(node.input(2)), x, axis));
  }

  /// Whether a tensor that broadcasts to x has the extents of its last axes, and ones before them.
  private static boolean isRow(Shape tensor, Shape x, int axis) {
    int row = x.rank() - axis;
    if (tensor.rank() < row || tensor.size() != x.size(axis, x.rank())) {
      return false;
    }
    for (int i = 0; i < row; i++) {
      if (tensor.dim(tensor.rank() - row + i) != x.dim(axis + i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void lower(Node node) {
    if (node.op() instanceof LayerNorm op) {
      lower(node, op);
    } else {
      lower(node, (LpNorm) node.op());
    }
  }

  private void lower(Node node, LayerNorm op) {
    Shape shape = lowering.shape(node.input(0));
    int axis = Math.floorMod(op.axis(), shape.rank());
    int rows = Math.toIntExact(shape.size(0, axis));
    int length = Math.toIntExact(shape.size(axis, shape.rank()));
    Block x = lowering.plain(node.input(0));
    Block scale = lowering.plain(node.input(1));
    Block shift = lowering.vectorOrZeros(node.hasInput(2) ? node.input(2) : null, length);
    lowering.launch(
        lowering.report(node, "normalise_row"),
        Source.NORM,
        "normalise_row",
        List.of(x, scale, shift, lowering.plainTarget(node.output())),
        new Struct().add(rows, length).real(op.epsilon()),
        Range.groups(GROUP, rows));
  }

  private void lower(Node node, LpNorm op) {
    Shape shape = lowering.shape(node.input(0));
    int axis = Math.floorMod(op.axis(), shape.rank());
    int outer = Math.toIntExact(shape.size(0, axis));
    int length = shape.intDim(axis);
    int inner = Math.toIntExact(shape.size(axis + 1, shape.rank()));
    Block x = lowering.plain(node.input(0));
    Block norms = Block.planned((long) outer * inner);
    new Reduction(lowering, lowering.report(node, "reduce"))
        .launch(
            Reduction.Operand.dense(x, outer, length, inner),
            op.p() == 1 ? Reduction.Map.MAGNITUDES : Reduction.Map.SQUARES,
            null,
            0,
            new Reduction.End(1, op.p() == 2),
            norms);
    String kernel = inner == 1 ? "divide_row" : "divide";
    lowering.launch(
        lowering.report(node, kernel),
        Source.NORM,
        kernel,
        List.of(x, norms, lowering.plainTarget(node.output())),
        new Struct().add(length, inner),
        Range.of(Math.ceilDiv(inner == 1 ? length : inner, lowering.shaping().vector()), outer));
  }
}
