package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.Concat;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Expand;
import dev.gatun.op.Flatten;
import dev.gatun.op.Ints;
import dev.gatun.op.Reshape;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Tile;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unsqueeze;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Operators that move elements without looking at them. Reshape's shape became an input in opset
/// 5, the axes of Squeeze and Unsqueeze in 13, Tile's repeats in 6.
final class Shaping {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Reshape", Shaping::reshape),
          entry(
              "Flatten",
              (node, out) ->
                  out.emit(new Flatten(node.attributes().smallInteger("axis", 1)), node.in(0))),
          entry("Squeeze", Shaping::squeeze),
          entry("Unsqueeze", Shaping::unsqueeze),
          entry("Transpose", Shaping::transpose),
          entry("Expand", Shaping::expand),
          entry("Tile", Shaping::tile),
          entry("Concat", Shaping::concat),
          entry("DepthToSpace", Shaping::depthToSpace),
          entry(
              "SpaceToDepth", (node, out) -> out.emit(new SpaceToDepth(block(node)), node.in(0))));

  private Shaping() {}

  private static void reshape(OnnxNode node, Emitter out) {
    boolean allowZero = node.attributes().flag("allowzero", false);
    if (node.opset() < 5) {
      out.emit(
          new Reshape(checked(node.attributes().requireInts("shape"), node), allowZero),
          node.in(0));
      return;
    }
    String shape = node.in(1);
    Ints dims = node.ints(1, "shape");
    if (dims == null) {
      out.emit(new Reshape(null, allowZero), node.in(0), shape);
    } else {
      out.emit(new Reshape(checked(dims, node), allowZero), node.in(0));
    }
  }

  private static Ints checked(Ints dims, OnnxNode node) {
    int open = 0;
    for (int i = 0; i < dims.size(); i++) {
      open += dims.get(i) == -1 ? 1 : 0;
      if (dims.get(i) < -1 || open > 1) {
        throw node.wrong(
            "got shape " + dims + ", required extents of 0 or more and at most one -1");
      }
    }
    return dims;
  }

  private static void squeeze(OnnxNode node, Emitter out) {
    Ints axes = axes(node);
    out.emit(new Squeeze(axes), node.in(0), axes == null ? node.in(1) : "");
  }

  private static void unsqueeze(OnnxNode node, Emitter out) {
    if (node.opset() < 13 || !node.has(1)) {
      node.attributes().requireInts("axes");
    }
    Ints axes = axes(node);
    out.emit(new Unsqueeze(axes), node.in(0), axes == null ? node.in(1) : "");
  }

  /// Axes from wherever the opset has them; empty where the file has none, null where only the run
  /// knows them.
  private static @Nullable Ints axes(OnnxNode node) {
    return node.opset() >= 13 && node.has(1)
        ? node.ints(1, "axes")
        : node.attributes().ints("axes");
  }

  private static void transpose(OnnxNode node, Emitter out) {
    Ints perm = node.attributes().ints("perm");
    boolean[] seen = new boolean[perm.size()];
    for (int i = 0; i < perm.size(); i++) {
      long axis = perm.get(i);
      if (axis < 0 || axis >= perm.size() || seen[(int) axis]) {
        throw node.attributes()
            .wrong(
                "perm",
                "got " + perm + ", required each axis from 0 to " + (perm.size() - 1) + " once");
      }
      seen[(int) axis] = true;
    }
    out.emit(new Transpose(perm), node.in(0));
  }

  private static void expand(OnnxNode node, Emitter out) {
    String shape = node.in(1);
    Ints dims = counts(1, "shape", node);
    out.emit(new Expand(dims), node.in(0), dims == null ? shape : "");
  }

  private static void tile(OnnxNode node, Emitter out) {
    if (node.opset() < 6) {
      tileOneAxis(node, out);
      return;
    }
    String input = node.in(1);
    Ints repeats = counts(1, "repeats", node);
    out.emit(new Tile(repeats), node.in(0), repeats == null ? input : "");
  }

  /// Before opset 6, a number of tiles along one axis, both inputs.
  private static void tileOneAxis(OnnxNode node, Emitter out) {
    Long tiles = node.integer(1, "tiles");
    Long axis = node.integer(2, "axis");
    int rank = node.rank(0);
    if (tiles == null || axis == null || rank < 0) {
      throw new UnsupportedException("Tile of opset 1 whose tiles, axis or rank are not known");
    }
    if (tiles < 0 || axis < -rank || axis >= rank) {
      throw node.wrong(
          "got "
              + tiles
              + " tiles along axis "
              + axis
              + ", required 0 or more along one of "
              + rank);
    }
    long[] repeats = new long[rank];
    Arrays.fill(repeats, 1);
    repeats[Math.toIntExact(axis < 0 ? axis + rank : axis)] = tiles;
    out.emit(new Tile(Ints.of(repeats)), node.in(0));
  }

  private static @Nullable Ints counts(int input, String what, OnnxNode node) {
    Ints values = node.ints(input, what);
    for (int i = 0; values != null && i < values.size(); i++) {
      if (values.get(i) < 0) {
        throw node.wrong("got " + what + " " + values + ", required values of 0 or more");
      }
    }
    return values;
  }

  /// The axis is required since opset 4.
  private static void concat(OnnxNode node, Emitter out) {
    int axis =
        node.opset() < 4
            ? node.attributes().smallInteger("axis", 1)
            : node.attributes().requireInteger("axis");
    String[] inputs = new String[node.inputCount()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = node.in(i);
    }
    if (inputs.length == 0) {
      throw node.wrong("got no inputs, required one or more");
    }
    out.emit(new Concat(axis), inputs);
  }

  private static void depthToSpace(OnnxNode node, Emitter out) {
    boolean crd = node.attributes().choice("mode", "DCR", Map.of("DCR", false, "CRD", true));
    out.emit(new DepthToSpace(block(node), crd), node.in(0));
  }

  private static int block(OnnxNode node) {
    int block = node.attributes().requireInteger("blocksize");
    if (block < 1) {
      throw node.attributes().wrong("blocksize", "got " + block + ", required 1 or more");
    }
    return block;
  }
}
