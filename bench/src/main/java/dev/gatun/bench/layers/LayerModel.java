package dev.gatun.bench.layers;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.bench.layers.Layer.From;
import dev.gatun.bench.layers.Layer.Operand;
import dev.gatun.bench.peer.nativelib.ConvProblem;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.onnx.OnnxData;
import dev.gatun.conformance.onnx.OnnxFile;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A layer as an ONNX file, with data.
///
/// Engines keep activations in layouts of their own, and switch at a file's inputs and outputs;
/// their reorders are not counted. Some layers they keep on the plain layout unless what comes
/// before has left it already: in front of pools, and of residuals, stands an entry, a depthwise
/// 1×1 convolution by one, which is not counted either.
final class LayerModel {
  /// What names of nodes begin with that are not the layer.
  static final String ENTRY = "entry";

  private static final int OPSET = 17;
  private static final long SEED = 7;

  private final Layer layer;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final List<@Nullable Tensor> operands = new ArrayList<>();
  private final OnnxFile file = new OnnxFile("layer", OPSET);

  private LayerModel(Layer layer) {
    this.layer = layer;
  }

  /// Draws the data and writes the nodes.
  static LayerModel of(Layer layer) {
    LayerModel model = new LayerModel(layer);
    model.build();
    return model;
  }

  /// The file's content.
  byte[] bytes() {
    return file.toByteArray();
  }

  /// Tensors by name.
  Map<String, Tensor> inputs() {
    return inputs;
  }

  /// The same for oneDNN, null where it is no convolution.
  @Nullable ConvProblem convolution() {
    if (!(layer.op() instanceof Conv conv)) {
      return null;
    }
    Tensor x = operands.get(0);
    Tensor w = operands.get(1);
    if (x == null || w == null) {
      return null;
    }
    return new ConvProblem(conv, x, w, tensor(2), tensor(3), layer.y());
  }

  private @Nullable Tensor tensor(int place) {
    return place < operands.size() ? operands.get(place) : null;
  }

  private void build() {
    List<String> names = new ArrayList<>();
    for (int place = 0; place < layer.operands().size(); place++) {
      names.add(operand(place, layer.operands().get(place)));
    }
    Op op = layer.op();
    String result = "layer";
    switch (op) {
      case Conv conv -> {
        List<String> three = names.subList(0, Math.min(3, names.size()));
        file.node(node("Conv", three, result, window(conv.window()).with("group", conv.groups())));
        if (layer.has(3)) {
          file.node(node("Add", List.of(result, names.get(3)), "sum", Attributes.none()));
          result = "sum";
        }
      }
      case Pool pool -> file.node(node(type(pool), names, result, attributes(pool)));
      case Gemm gemm ->
          file.node(
              node(
                  "Gemm",
                  names,
                  result,
                  Attributes.none()
                      .with("alpha", gemm.alpha())
                      .with("beta", gemm.beta())
                      .with("transA", gemm.transA() ? 1 : 0)
                      .with("transB", gemm.transB() ? 1 : 0)));
      case MatMul product -> {
        file.node(node("MatMul", names.subList(0, 2), result, Attributes.none()));
        if (layer.has(2)) {
          file.node(node("Add", List.of(result, names.get(2)), "sum", Attributes.none()));
          result = "sum";
        }
      }
      case Binary sum -> file.node(node("Add", names, result, Attributes.none()));
      default -> file.node(node("GlobalAveragePool", names, result, Attributes.none()));
    }
    file.output(activated(result), DType.FLOAT32, dims(layer.y()));
  }

  /// Draws an operand and says where it comes from.
  ///
  /// @return the name of the value
  private String operand(int place, Operand operand) {
    if (operand.from() == From.NOWHERE) {
      operands.add(null);
      return "";
    }
    boolean weights = operand.from() == From.FILE;
    Shape shape = operand.shape();
    double bound =
        weights && shape.rank() > 1 ? Math.sqrt(3.0 * layer.y().size() / layer.multiplyAdds()) : 1;
    Tensor tensor = drawn(shape, bound);
    operands.add(tensor);
    String name = (weights ? "w" : "x") + place;
    if (weights) {
      file.initializer(name, OnnxData.of(tensor));
      return name;
    }
    inputs.put(name, tensor);
    file.input(name, DType.FLOAT32, dims(shape));
    boolean residual = layer.op() instanceof Conv && place == 3;
    boolean pool = shape.rank() == 4 && layer.operands().size() == 1;
    return residual || pool ? entry(place, name, shape) : name;
  }

  private String entry(int place, String name, Shape shape) {
    int channels = Math.toIntExact(shape.dim(1));
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    String entry = ENTRY + place;
    file.initializer(entry + ".w", OnnxData.of(Tensor.of(ones, channels, 1, 1, 1)));
    file.node(
        node(
            "Conv",
            List.of(name, entry + ".w"),
            entry,
            Attributes.none().withInts("kernel_shape", 1, 1).with("group", channels)));
    return entry;
  }

  private Tensor drawn(Shape shape, double bound) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (random.nextInt() >> 8) * 0x1p-23);
    }
    return Tensor.of(values, shape.toArray());
  }

  private String activated(String value) {
    Activation activation = activation(layer.op());
    switch (activation.kind()) {
      case NONE -> {
        return value;
      }
      case RELU -> file.node(node("Relu", List.of(value), "y", Attributes.none()));
      default -> {
        file.initializer("low", OnnxData.of(Tensor.scalar(activation.a())));
        file.initializer("high", OnnxData.of(Tensor.scalar(activation.b())));
        file.node(node("Clip", List.of(value, "low", "high"), "y", Attributes.none()));
      }
    }
    return "y";
  }

  private static Activation activation(Op op) {
    return switch (op) {
      case Conv conv -> conv.activation();
      case Gemm gemm -> gemm.activation();
      case MatMul product -> product.activation();
      case Binary sum -> sum.activation();
      default -> Activation.NONE;
    };
  }

  private static String type(Pool pool) {
    return pool.kind() == Pool.Kind.MAX ? "MaxPool" : "AveragePool";
  }

  private static Attributes attributes(Pool pool) {
    Attributes attributes = window(pool.window()).with("ceil_mode", pool.ceil() ? 1 : 0);
    return pool.kind() == Pool.Kind.MAX
        ? attributes
        : attributes.with("count_include_pad", pool.countIncludePad() ? 1 : 0);
  }

  /// AveragePool has dilations from opset 19 only.
  private static Attributes window(Window window) {
    long[] pads =
        LongStream.concat(
                Arrays.stream(window.padsBegin().toArray()),
                Arrays.stream(window.padsEnd().toArray()))
            .toArray();
    Attributes attributes =
        Attributes.none()
            .withInts("kernel_shape", window.kernel().toArray())
            .withInts("strides", window.strides().toArray())
            .withInts("pads", pads);
    long[] dilations = window.dilations().toArray();
    return Arrays.stream(dilations).allMatch(dilation -> dilation == 1)
        ? attributes
        : attributes.withInts("dilations", dilations);
  }

  private static String[] dims(Shape shape) {
    return Arrays.stream(shape.toArray()).mapToObj(Long::toString).toArray(String[]::new);
  }

  private static NodeProto node(String type, List<String> from, String to, Attributes attributes) {
    return OnnxFile.node(type, from, List.of(to), attributes);
  }
}
