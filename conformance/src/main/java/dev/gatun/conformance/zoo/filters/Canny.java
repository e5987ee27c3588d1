package dev.gatun.conformance.zoo.filters;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.onnx.OnnxFile;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.NodeProto;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Canny, *A Computational Approach to Edge Detection*, 1986: edges as lines one pixel wide, 1 on
/// an edge and 0 elsewhere. The picture is smoothed; where its gradient is steepest along its own
/// direction, there may be an edge; and weak edges count if a chain of them leads to a strong one.
/// The thresholds are shares of the picture's steepest gradient.
final class Canny {
  /// Edges of this share of the steepest gradient are strong.
  private static final double HIGH = 0.3;

  /// Edges below this share are noise. Canny recommends two or three times less than HIGH.
  private static final double LOW = 0.1;

  /// tan 22.5°, half way from an axis to a diagonal.
  private static final double HALF_DIAGONAL = Math.sqrt(2) - 1;

  private Canny() {}

  static void define(Net net) {
    Value smooth = Gaussian.MASK.on(net.input("image", Open.SIZE));
    Gradient gradient = Sobel.gradient(smooth);
    Value ridge = thinned(gradient);
    Shape one = Shape.of(ridge.shape().dim(0), 1, 1, 1);
    Attributes picture = Attributes.none().withInts("axes", 1, 2, 3);
    Value steepest = net.node("ReduceMax", one, picture, ridge);
    Value strong = above(ridge, steepest.mul(HIGH));
    Value weak = above(ridge, steepest.mul(LOW));
    net.output("edges", grown(strong, weak));
  }

  /// Non-maximum suppression: the gradient's magnitude where no neighbour along its direction, of
  /// the eight around a pixel, has one as large, and 0 elsewhere. Of two equal ones side by side
  /// the first stays, lest both go; between two at a diagonal lies a pixel that is steeper than
  /// both.
  private static Value thinned(Gradient gradient) {
    Value magnitude = gradient.magnitude();
    Value x = gradient.x().apply("Abs");
    Value y = gradient.y().apply("Abs");
    Value along = compared("LessOrEqual", y, x.mul(HALF_DIAGONAL)); // to the right or left
    Value across = compared("LessOrEqual", x, y.mul(HALF_DIAGONAL)); // up or down
    Value falling = compared("Greater", gradient.x().mul(gradient.y()), x.net().number(0));

    Value padded = padded(magnitude);
    Value before =
        chosen(
            along,
            neighbour(padded, 0, -1),
            chosen(
                across,
                neighbour(padded, -1, 0),
                chosen(falling, neighbour(padded, -1, -1), neighbour(padded, -1, 1))));
    Value behind =
        chosen(
            along,
            neighbour(padded, 0, 1),
            chosen(
                across,
                neighbour(padded, 1, 0),
                chosen(falling, neighbour(padded, 1, 1), neighbour(padded, 1, -1))));
    Value straight = along.binary("Or", across);
    Value notBelow = compared("GreaterOrEqual", magnitude, behind);
    Value above = compared("Greater", magnitude, behind);
    Value steepest =
        compared("Greater", magnitude, before)
            .binary("And", above.binary("Or", straight.binary("And", notBelow)));
    return chosen(steepest, magnitude, x.net().number(0));
  }

  /// Hysteresis: strong edges grow along weak ones until a round changes nothing.
  private static Value grown(Value strong, Value weak) {
    Net net = strong.net();
    String[] extents = {"N", "1", "H", "W"};
    Attributes three =
        Attributes.none().withInts("kernel_shape", 3, 3).withInts("pads", 1, 1, 1, 1);
    Attributes scalar = Attributes.none().with("keepdims", 0);
    Value nothing = net.number(0);
    GraphProto round =
        GraphProto.newBuilder()
            .setName("growth")
            .addInput(OnnxFile.value("round", DType.INT64))
            .addInput(OnnxFile.value("proceeded", DType.BOOL))
            .addInput(OnnxFile.value("found", DType.FLOAT32, extents))
            .addNode(OnnxFile.node("MaxPool", List.of("found"), List.of("reached"), three))
            .addNode(node("Mul", "found_now", "reached", weak.name()))
            .addNode(node("Sub", "difference", "found_now", "found"))
            .addNode(OnnxFile.node("ReduceMax", List.of("difference"), List.of("largest"), scalar))
            .addNode(node("Greater", "proceeds", "largest", nothing.name()))
            .addOutput(OnnxFile.value("proceeds", DType.BOOL))
            .addOutput(OnnxFile.value("found_now", DType.FLOAT32, extents))
            .build();
    Value yes =
        net.constant(
            "yes", Tensor.wrap(DType.BOOL, Shape.scalar(), MemorySegment.ofArray(new byte[] {1})));
    return net.node(
        "Loop", strong.shape(), Attributes.none().with("body", round), null, yes, strong);
  }

  /// 1 where `x` is above a threshold, else 0.
  private static Value above(Value x, Value threshold) {
    Value is = compared("Greater", x, threshold);
    return x.net().node("Cast", DType.FLOAT32, x.shape(), Attributes.none().with("to", 1), is);
  }

  /// A border of zeros, one pixel wide.
  private static Value padded(Value x) {
    Shape s = x.shape();
    Shape y = Shape.of(s.dim(0), s.dim(1), s.dim(2) + 2, s.dim(3) + 2);
    return x.net().node("Pad", y, Attributes.none(), x, x.net().ints(0, 0, 1, 1, 0, 0, 1, 1));
  }

  /// What lies beside each pixel: `right` and `down` are −1, 0 or 1.
  private static Value neighbour(Value padded, int down, int right) {
    Net net = padded.net();
    Shape s = padded.shape();
    Shape y = Shape.of(s.dim(0), s.dim(1), s.dim(2) - 2, s.dim(3) - 2);
    Value from = net.ints(1 + down, 1 + right);
    Value to = net.ints(end(down), end(right));
    return net.node("Slice", y, Attributes.none(), padded, from, to, net.ints(2, 3));
  }

  /// Where a slice ends, counted from the end; nothing is cut off at a step of 1.
  private static long end(int step) {
    return step == 1 ? Long.MAX_VALUE : step - 1;
  }

  private static Value compared(String type, Value a, Value b) {
    return a.net().node(type, DType.BOOL, a.shape(), Attributes.none(), a, b);
  }

  private static Value chosen(Value condition, Value yes, Value no) {
    return yes.net()
        .node("Where", yes.dtype(), condition.shape(), Attributes.none(), condition, yes, no);
  }

  private static NodeProto node(String type, String to, String... from) {
    return OnnxFile.node(type, List.of(from), List.of(to), Attributes.none());
  }
}
