package dev.gatun.onnx;

import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Reshape;
import dev.gatun.op.Split;
import java.util.List;

/// RotaryEmbedding of opset 23 (Su et al. 2021): pairs of elements (a, b) of every head are turned
/// by an angle that depends on the position: (cos·a − sin·b, sin·a + cos·b).
///
/// Inputs: x `[batch, heads, length, size]`, or `[batch, length, heads·size]` with `num_heads`; cos
/// and sin `[batch, length, half]`, or `[positions, half]` with position_ids `[batch, length]`. The
/// pairs are neighbours (`interleaved`) or lie half of `rotary_embedding_dim` apart; elements
/// behind that stay.
final class Rotation {
  private Rotation() {}

  static void lower(OnnxNode node, Emitter out) {
    Formula f = new Formula(out);
    boolean packed = node.rank(0) < 0 ? node.attributes().has("num_heads") : node.rank(0) == 3;
    String x = packed ? Heads.unpack(f, node.in(0), Heads.count("num_heads", node)) : node.in(0);
    String cos = angles(1, packed, node, f);
    String sin = angles(2, packed, node, f);
    int dim = node.attributes().smallInteger("rotary_embedding_dim", 0);
    if (dim < 0 || dim % 2 != 0) {
      throw node.attributes()
          .wrong("rotary_embedding_dim", "got " + dim + ", required an even number");
    }
    String turned = dim == 0 ? x : f.slice(x, -1, 0, dim, 1);
    String y = turned(turned, cos, sin, node.attributes().flag("interleaved", false), f);
    if (dim > 0) {
      y = f.concat(-1, y, f.slice(x, -1, dim, Long.MAX_VALUE, 1));
    }
    if (packed) {
      out.emit(new Reshape(null, true), y, f.shape(node.in(0)));
    } else {
      out.emit(new Identity(), y);
    }
  }

  /// Cosines or sines that broadcast to the heads.
  private static String angles(int input, boolean packed, OnnxNode node, Formula f) {
    String cache = node.in(input);
    String perPosition = node.has(3) ? f.gather(cache, node.in(3)) : cache;
    return f.unsqueeze(perPosition, packed ? 2 : 1);
  }

  private static String turned(String x, String cos, String sin, boolean interleaved, Formula f) {
    List<String> pair =
        interleaved
            ? List.of(f.slice(x, -1, 0, Long.MAX_VALUE, 2), f.slice(x, -1, 1, Long.MAX_VALUE, 2))
            : f.out().steps(2, "half", new Split(-1, Ints.EMPTY), x);
    String a = pair.getFirst();
    String b = pair.getLast();
    String first = f.sub(f.mul(cos, a), f.mul(sin, b));
    String second = f.add(f.mul(sin, a), f.mul(cos, b));
    if (!interleaved) {
      return f.concat(-1, first, second);
    }
    String pairs = f.concat(-1, f.unsqueeze(first, -1), f.unsqueeze(second, -1));
    return f.reshape(pairs, f.shape(x));
  }
}
