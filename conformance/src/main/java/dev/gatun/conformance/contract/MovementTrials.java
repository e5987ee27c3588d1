package dev.gatun.conformance.contract;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Expand;
import dev.gatun.op.Gather;
import dev.gatun.op.Ints;
import dev.gatun.op.Slice;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Split;
import dev.gatun.op.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Trials of operators that copy elements by place, on tensors `[n, ic, ih, iw]`.
final class MovementTrials {
  private MovementTrials() {}

  static Trial of(Problem p, DataSet data, Random random) {
    return switch (p.kind()) {
      case "slice" -> slice(p, data, random);
      case "gather" -> gather(p, data, random);
      case "tile" -> tile(p, data, random);
      case "expand" -> expand(p, data, random);
      case "split" -> split(p, data, random);
      default -> blocks(p, data, random);
    };
  }

  /// `from`, `to` and `by` on one axis, with the meaning that ONNX gives them.
  private static Trial slice(Problem p, DataSet data, Random random) {
    int axis = p.get("axis");
    long by = p.get("by", 1);
    long[] dims = PlainTrials.shape(p).toArray();
    long extent = dims[axis];
    long first = by > 0 ? 0 : -1;
    long from = Math.clamp(place(p.get("from"), extent), 0, extent - (by > 0 ? 0 : 1));
    long to = Math.clamp(place(p.get("to"), extent), first, extent + first);
    Tensor x = data.fill(PlainTrials.shape(p), random, 1);
    dims[axis] = Math.max(0, Math.ceilDiv(to - from, by));
    Slice op = new Slice(Ints.of(p.get("from")), Ints.of(p.get("to")), Ints.of(axis), Ints.of(by));
    return new Trial(op, Arrays.asList(x), false, Shape.of(dims));
  }

  private static long place(int index, long extent) {
    return index < 0 ? index + extent : index;
  }

  /// `k` indices along an axis, half of them counted from the end.
  private static Trial gather(Problem p, DataSet data, Random random) {
    int axis = p.get("axis");
    long[] dims = PlainTrials.shape(p).toArray();
    Tensor x = data.fill(PlainTrials.shape(p), random, 1);
    int extent = (int) dims[axis];
    long[] indices = random.longs(p.get("k"), -extent, extent).toArray();
    dims[axis] = indices.length;
    return new Trial(
        new Gather(axis),
        Arrays.asList(x, Tensor.of(indices, indices.length)),
        p.has("runtime"),
        Shape.of(dims));
  }

  private static Trial tile(Problem p, DataSet data, Random random) {
    long[] repeats = {p.get("rn", 1), p.get("rc", 1), p.get("rh", 1), p.get("rw", 1)};
    long[] dims = PlainTrials.shape(p).toArray();
    Tensor x = data.fill(Shape.of(dims), random, 1);
    Arrays.setAll(dims, axis -> dims[axis] * repeats[axis]);
    return new Trial(new Tile(Ints.of(repeats)), Arrays.asList(x), false, Shape.of(dims));
  }

  /// The words say what is broadcast, as they do of a binary operator's second operand.
  private static Trial expand(Problem p, DataSet data, Random random) {
    Shape shape = PlainTrials.shape(p);
    Tensor x = data.fill(PlainTrials.narrow(p), random, 1);
    return new Trial(new Expand(Ints.of(shape.toArray())), Arrays.asList(x), false, shape);
  }

  /// `parts` parts of 1, 2, 3, … indices along an axis as far as they go; the last one has the
  /// rest.
  private static Trial split(Problem p, DataSet data, Random random) {
    int axis = p.get("axis");
    Shape shape = PlainTrials.shape(p);
    long[] sizes = new long[p.get("parts")];
    long rest = shape.dim(axis);
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i == sizes.length - 1 ? rest : Math.min(rest, i + 1);
      rest -= sizes[i];
      long[] dims = shape.toArray();
      dims[axis] = sizes[i];
      shapes.add(Shape.of(dims));
    }
    Split op = new Split(axis, Ints.of(sizes));
    List<@Nullable Tensor> inputs = Arrays.asList(data.fill(shape, random, 1));
    return new Trial(op, inputs, Set.of(0), DType.FLOAT32, shapes);
  }

  /// `ic`, `ih` and `iw` are the smaller extents, `b` is the edge of a block.
  private static Trial blocks(Problem p, DataSet data, Random random) {
    int b = p.get("b");
    Shape deep = Shape.of(p.get("n"), (long) p.get("ic") * b * b, p.get("ih"), p.get("iw"));
    Shape wide = Shape.of(p.get("n"), p.get("ic"), (long) p.get("ih") * b, (long) p.get("iw") * b);
    boolean down = p.kind().equals("depthtospace");
    return new Trial(
        down ? new DepthToSpace(b, p.has("crd")) : new SpaceToDepth(b),
        Arrays.asList(data.fill(down ? deep : wide, random, 1)),
        false,
        down ? wide : deep);
  }
}
