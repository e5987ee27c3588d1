package dev.gatun.pass;

import dev.gatun.DType;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes minimum and maximum with a number as a clip, and two clips in a row as one.
///
/// ```
/// x ─▶ max 0 ─▶ min 6 ─▶ y      =>   x ─▶ Clip 0 6 ─▶ y
/// ```
///
/// Correct for FLOAT32, where NaN stays NaN either way. Two clips merge where nothing else reads
/// the value between and neither has its bounds crossed: the bounds of the first are clipped by the
/// second.
final class MergeClips implements NodePass {
  @Override
  public String name() {
    return "merge-clips";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (node.op() instanceof Binary binary) {
      return fromBinary(node, binary, edit);
    }
    Activation second = clip(node.op());
    Node before = edit.producer(node.input(0));
    Activation first = before == null ? null : clip(before.op());
    if (second == null || before == null || first == null || !edit.isReadOnce(node.input(0))) {
      return false;
    }
    float low = Math.min(Math.max(first.a(), second.a()), second.b());
    float high = Math.min(Math.max(first.b(), second.a()), second.b());
    Op merged = new Activate(clip(low, high));
    edit.replace(node, new Node(before.name(), merged, before.inputs(), node.outputs()));
    return true;
  }

  private static boolean fromBinary(Node node, Binary binary, GraphEditor edit) {
    boolean max = binary.kind() == Binary.Kind.MAX;
    TensorType type = edit.type(node.output());
    if ((!max && binary.kind() != Binary.Kind.MIN)
        || !binary.activation().isNone()
        || type == null
        || type.dtype() != DType.FLOAT32) {
      return false;
    }
    for (int place = 0; place < 2; place++) {
      String x = node.input(1 - place);
      float bound = (float) Constants.scalarBeside(node.input(place), x, edit);
      if (!Float.isNaN(bound) && edit.constant(x) == null) {
        Activation clip =
            max ? clip(bound, Float.POSITIVE_INFINITY) : clip(Float.NEGATIVE_INFINITY, bound);
        edit.replace(node, new Node(node.name(), new Activate(clip), List.of(x), node.outputs()));
        return true;
      }
    }
    return false;
  }

  private static Activation clip(float low, float high) {
    return low == 0 && high == Float.POSITIVE_INFINITY
        ? Activation.RELU
        : Activation.clip(low, high);
  }

  /// The bounds of a clip or a RELU that are in order, or null.
  private static @Nullable Activation clip(Op op) {
    if (!(op instanceof Activate activate)) {
      return null;
    }
    Activation function = activate.function();
    return switch (function.kind()) {
      case RELU -> Activation.clip(0, Float.POSITIVE_INFINITY);
      case CLIP -> function.a() <= function.b() ? function : null;
      default -> null;
    };
  }
}
