package dev.gatun.pass;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Binary;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import java.util.List;

/// Takes the addition of a constant row into the matrix product before it.
///
/// ```
/// A, B ─▶ MatMul ─▶ + ─▶ y      =>   A, B, c ─▶ Gemm ─▶ y       for matrices A and B
///      c [N] ───────┘                A, B, c ─▶ MatMul ─▶ y     otherwise
/// ```
///
/// Correct where nothing else reads the product, it has neither bias nor activation yet, and c
/// holds one number per column of B (rank 2 or more) and no further extents. The sum's own
/// activation goes along.
final class MatMulBias implements NodePass {
  @Override
  public String name() {
    return "matmul-bias";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!(node.op() instanceof Binary sum) || sum.kind() != Binary.Kind.ADD) {
      return false;
    }
    for (int place = 0; place < 2; place++) {
      Node product = edit.producer(node.input(1 - place));
      Tensor constant = edit.constant(node.input(place));
      if (product != null
          && product.op() instanceof MatMul matMul
          && matMul.activation().isNone()
          && !product.hasInput(2)
          && edit.isReadOnce(product.output())
          && constant != null
          && isRow(constant, product, edit)) {
        fuse(node, sum, product, constant, edit);
        return true;
      }
    }
    return false;
  }

  private static boolean isRow(Tensor constant, Node product, GraphEditor edit) {
    TensorType b = edit.type(product.input(1));
    int rank = Math.max(1, Types.rank(edit.type(product.output())));
    Shape shape = constant.shape();
    return Types.rank(b) >= 2
        && shape.rank() >= 1
        && shape.rank() <= rank
        && shape.size() == shape.dim(-1)
        && shape.size() == Types.extent(b, Types.rank(b) - 1);
  }

  private static void fuse(Node node, Binary sum, Node product, Tensor constant, GraphEditor edit) {
    Tensor row = constant.reshape(Shape.of(constant.shape().size()));
    String bias = edit.addConstant(product.input(1) + ".bias", row);
    boolean matrices =
        Types.rank(edit.type(product.input(0))) == 2
            && Types.rank(edit.type(product.input(1))) == 2;
    Op op =
        matrices ? new Gemm(1, 1, false, false, sum.activation()) : new MatMul(sum.activation());
    List<String> inputs = List.of(product.input(0), product.input(1), bias);
    edit.replace(node, new Node(product.name(), op, inputs, node.outputs()));
  }
}
