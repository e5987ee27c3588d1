package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activate;
import dev.gatun.op.Binary;
import dev.gatun.op.Cast;
import dev.gatun.op.Concat;
import dev.gatun.op.Expand;
import dev.gatun.op.Flatten;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Reshape;
import dev.gatun.op.Resize;
import dev.gatun.op.Slice;
import dev.gatun.op.Split;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Tile;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unsqueeze;
import org.jspecify.annotations.Nullable;

/// Drops nodes whose result is their input.
///
/// ```
/// x ─▶ Identity | Cast to its own type | Reshape to its own shape | Pad by 0 | x + 0 | x · 1 | … ─▶ y      =>  x
/// ```
///
/// Correct where the result certainly has the input's type, shape and elements. x + 0 turns −0 into
/// +0, which every comparison takes for equal.
final class DropNoOps implements NodePass {
  @Override
  public String name() {
    return "drop-no-ops";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    String kept = keptInput(node, edit);
    return kept != null && edit.redirect(node.output(), kept);
  }

  /// The input that the node hands on unchanged, or null.
  private static @Nullable String keptInput(Node node, GraphEditor edit) {
    if (node.op() instanceof Binary binary) {
      return neutralOperand(node, binary, edit);
    }
    return node.hasInput(0) && node.hasOutput(0) && isNoOp(node, edit) ? node.input(0) : null;
  }

  private static boolean isNoOp(Node node, GraphEditor edit) {
    TensorType in = edit.type(node.input(0));
    boolean sameDims = Types.sameDims(in, edit.type(node.output()));
    Op op = node.op();
    if (op instanceof Identity) {
      return true;
    }
    if (op instanceof Activate activate) {
      return activate.function().isNone();
    }
    if (op instanceof Cast cast) {
      return in != null && in.dtype() == cast.to();
    }
    if (op instanceof Concat) {
      return node.inputs().size() == 1;
    }
    if (op instanceof Split) {
      return node.outputs().size() == 1;
    }
    if (op instanceof Transpose transpose) {
      Ints perm = transpose.perm();
      return perm.isEmpty() ? Types.rank(in) == 0 || Types.rank(in) == 1 : isIdentity(perm);
    }
    if (op instanceof Pad pad) {
      return pad.begin() != null && pad.end() != null && pad.begin().all(0) && pad.end().all(0);
    }
    if (op instanceof Tile tile) {
      return tile.repeats() != null && tile.repeats().all(1);
    }
    if (op instanceof Slice slice) {
      return sameDims && slice.starts() != null && goesForward(slice.steps());
    }
    if (op instanceof Resize resize) {
      return sameDims && isIdentity(resize);
    }
    return sameDims
        && (op instanceof Reshape
            || op instanceof Flatten
            || op instanceof Squeeze
            || op instanceof Unsqueeze
            || op instanceof Expand);
  }

  private static boolean isIdentity(Ints perm) {
    return perm.equals(Ints.range(0, perm.size()));
  }

  /// With a negative step the same extents mean the reverse order.
  private static boolean goesForward(@Nullable Ints steps) {
    for (int i = 0; steps != null && i < steps.size(); i++) {
      if (steps.get(i) < 0) {
        return false;
      }
    }
    return true;
  }

  /// At scale 1 these transforms map every output coordinate to itself. Scales near 1 that round to
  /// the same extents do not, so extents alone decide only where the node was given sizes.
  private static boolean isIdentity(Resize resize) {
    boolean exact =
        resize.scales() == null
            ? resize.sizes() != null
            : resize.scales().stream().allMatch(scale -> scale == 1f);
    return exact
        && switch (resize.transform()) {
          case HALF_PIXEL, ASYMMETRIC, ALIGN_CORNERS -> true;
          case HALF_PIXEL_SYMMETRIC, PYTORCH_HALF_PIXEL, TF_HALF_PIXEL_FOR_NN, TF_CROP_AND_RESIZE ->
              false;
        };
  }

  /// The operand that remains of x + 0, 0 + x, x − 0, x · 1, 1 · x, x / 1, or null.
  private static @Nullable String neutralOperand(Node node, Binary binary, GraphEditor edit) {
    if (!binary.activation().isNone()) {
      return null;
    }
    String a = node.input(0);
    String b = node.input(1);
    return switch (binary.kind()) {
      case ADD -> isNeutral(b, a, 0, node, edit) ? a : isNeutral(a, b, 0, node, edit) ? b : null;
      case MUL -> isNeutral(b, a, 1, node, edit) ? a : isNeutral(a, b, 1, node, edit) ? b : null;
      case SUB -> isNeutral(b, a, 0, node, edit) ? a : null;
      case DIV, POW -> isNeutral(b, a, 1, node, edit) ? a : null;
      case MIN,
          MAX,
          MOD,
          FMOD,
          PRELU,
          AND,
          OR,
          XOR,
          BITWISE_AND,
          BITWISE_OR,
          BITWISE_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL ->
          null;
    };
  }

  /// Whether a constant is the neutral element everywhere and does not broadcast the other operand
  /// to a larger shape.
  private static boolean isNeutral(
      String constant, String other, double neutral, Node node, GraphEditor edit) {
    Tensor tensor = edit.constant(constant);
    if (tensor == null || !Constants.all(tensor, neutral)) {
      return false;
    }
    TensorType type = edit.type(other);
    return tensor.shape().rank() == 0
        || (tensor.shape().size() == 1 && tensor.shape().rank() <= Types.rank(type))
        || Types.sameDims(type, edit.type(node.output()));
  }
}
