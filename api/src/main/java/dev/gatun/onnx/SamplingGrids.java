package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.AffineGrid;
import dev.gatun.op.GridSample;
import dev.gatun.op.Ints;
import java.util.Map;

/// Grids and sampling at their places. Opset 20 renamed GridSample's modes `bilinear` and `bicubic`
/// to `linear` and `cubic`; both names are taken everywhere.
final class SamplingGrids {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("AffineGrid", SamplingGrids::affineGrid),
          entry("GridSample", SamplingGrids::gridSample));

  private static final Map<String, GridSample.Mode> MODES =
      Map.of(
          "nearest", GridSample.Mode.NEAREST,
          "bilinear", GridSample.Mode.LINEAR,
          "linear", GridSample.Mode.LINEAR,
          "bicubic", GridSample.Mode.CUBIC,
          "cubic", GridSample.Mode.CUBIC);

  private static final Map<String, GridSample.Padding> PADDINGS =
      Map.of(
          "zeros", GridSample.Padding.ZEROS,
          "border", GridSample.Padding.BORDER,
          "reflection", GridSample.Padding.REFLECTION);

  private SamplingGrids() {}

  private static void gridSample(OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    GridSample op =
        new GridSample(
            attributes.choice("mode", "linear", MODES),
            attributes.choice("padding_mode", "zeros", PADDINGS),
            attributes.flag("align_corners", false));
    out.emit(op, node.in(0), node.in(1));
  }

  private static void affineGrid(OnnxNode node, Emitter out) {
    Ints size = node.ints(1, "size");
    AffineGrid op = new AffineGrid(size, node.attributes().flag("align_corners", false));
    out.emit(op, node.in(0), size == null ? node.in(1) : "");
  }
}
