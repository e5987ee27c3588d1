package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Binary;
import dev.gatun.op.Cast;
import dev.gatun.op.Concat;
import dev.gatun.op.Gather;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import dev.gatun.op.ShapeOf;
import java.util.Map;

/// CenterCropPad: a Pad with counts (wanted extent − extent) / 2 at either end, rounded toward 0 in
/// front, which are negative where the tensor is cropped.
final class CentreCrops {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(entry("CenterCropPad", CentreCrops::centreCropPad));

  private CentreCrops() {}

  private static void centreCropPad(OnnxNode node, Emitter out) {
    String wanted =
        node.dtype(1) == DType.INT64
            ? node.in(1)
            : out.step("wanted", new Cast(DType.INT64), node.in(1));
    String extents = out.step("extents", new ShapeOf(0, null), node.in(0));
    String axes = "";
    if (node.attributes().has("axes")) {
      Ints values = node.attributes().ints("axes");
      axes = out.constant("axes", Tensor.of(values.toArray(), values.size()));
      extents = out.step("chosen", new Gather(0), extents, axes);
    }
    String both = out.step("added", Binary.of(Binary.Kind.SUB), wanted, extents);
    String two = out.constant("two", Tensor.of(new long[] {2}, 1));
    String begin = out.step("begin", Binary.of(Binary.Kind.DIV), both, two);
    String end = out.step("end", Binary.of(Binary.Kind.SUB), both, begin);
    String pads = out.step("pads", new Concat(0), begin, end);
    out.emit(new Pad(Pad.Mode.CONSTANT, null, null), node.in(0), pads, "", axes);
  }
}
