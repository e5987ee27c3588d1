package dev.gatun.conformance.zoo.net;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.onnx.OnnxData;
import dev.gatun.conformance.onnx.OnnxFile;
import dev.gatun.onnx.proto.FunctionProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A network while it is being defined: takes nodes, names them, makes their weights, and counts
/// what it costs. A definition asks it for the input, goes on with the methods of [Value], and
/// names the results.
///
/// ```java
/// static void define(Net net) {
///   Value x = net.image().conv(6, k(5)).tanh().averagePool(k(2).stride(2));
///   net.output("scores", x.flatten().dense(10));
/// }
/// ```
public final class Net {
  /// The version of ONNX's operators that files are written in.
  public static final int OPSET = 17;

  private static final double HE = Math.sqrt(2);

  private final Draft draft;
  private final Shape size;
  private final long seed;

  private final Names names = new Names();
  private Open open = Open.NOTHING;
  private double gain = HE;
  private boolean bordersCount = true;
  private long parameters;
  private long multiplyAdds;

  /// A network without layers.
  ///
  /// @param name the graph's name
  /// @param size of the main input, `[N, C, …]`
  /// @param seed of weights and examples
  Net(String name, Shape size, long seed) {
    this.draft = new Draft(name);
    this.size = size;
    this.seed = seed;
  }

  // What goes in and comes out

  /// The main input, with an open batch.
  ///
  /// @return `[N, C, H, W]`
  public Value image() {
    return input("image", Open.BATCH);
  }

  /// The main input.
  ///
  /// @param input its name
  /// @param choice which of its extents a run may choose
  /// @return `[N, C, …]`
  public Value input(String input, Open choice) {
    open = choice;
    String[] symbols = {"N", "", "H", "W"};
    List<String> dims = new ArrayList<>();
    for (int axis = 0; axis < size.rank(); axis++) {
      boolean chosen = axis == 0 ? choice != Open.NOTHING : axis > 1 && choice == Open.SIZE;
      dims.add(chosen ? symbols[axis] : Long.toString(size.dim(axis)));
    }
    return input(input, Examples.smooth(size, seed), dims);
  }

  /// Another input, with the extents of its example.
  ///
  /// @param input its name
  /// @param example for calibration and tests
  /// @return the value
  public Value input(String input, Tensor example) {
    List<String> dims = new ArrayList<>();
    for (long extent : example.shape().toArray()) {
      dims.add(Long.toString(extent));
    }
    return input(input, example, dims);
  }

  /// Another input.
  ///
  /// @param input its name
  /// @param example for calibration and tests
  /// @param dims extents, as numbers or as symbols
  /// @return the value
  public Value input(String input, Tensor example, List<String> dims) {
    draft.inputs.add(new Draft.Signature(input, example.dtype(), dims));
    draft.examples.put(input, example);
    names.add(input);
    return new Value(this, input, example.dtype(), example.shape());
  }

  /// Names a result. Its first axis is the batch where that is open; where sizes are open, the
  /// extents behind the channels are.
  ///
  /// @param output its name in the file
  /// @param value what it is
  public void output(String output, Value value) {
    String[] dims = new String[value.shape().rank()];
    for (int axis = 0; axis < dims.length; axis++) {
      boolean chosen = axis == 0 ? open != Open.NOTHING : axis > 1 && open == Open.SIZE;
      dims[axis] = chosen ? (axis == 0 ? "N" : "") : Long.toString(value.shape().dim(axis));
    }
    output(output, value, dims);
  }

  /// Names a result.
  ///
  /// @param output its name in the file
  /// @param value what it is
  /// @param dims extents, as numbers, as symbols, or empty where nothing is said
  public void output(String output, Value value, String... dims) {
    if (!names.add(output)) {
      throw new InvalidInputException(
          draft.name + ": got a result called '" + output + "', required a name that is free");
    }
    draft.outputs.add(new Draft.Signature(output, value.dtype(), List.of(dims)));
    put("Identity", List.of(value.name()), List.of(output), Attributes.none());
    draft.shapes.put(output, value.shape());
  }

  /// The extents of the main input.
  ///
  /// @return `[N, C, …]`
  public Shape size() {
    return size;
  }

  /// The seed of this network's numbers.
  ///
  /// @return what the file says
  public long seed() {
    return seed;
  }

  // Scopes

  /// Defines layers under a name of their own. Who enters a name again gets the same weights: that
  /// is how two parts of a network share them.
  ///
  /// @param <T> what the layers give
  /// @param part the name
  /// @param body the layers
  /// @return what the body gives
  public <T> T in(String part, Supplier<T> body) {
    return names.in(part, body);
  }

  /// The scale of the weights that follow: √2 at first, which is He's for rectifiers; 1 is LeCun's,
  /// for tanh, SELU and linear results.
  ///
  /// @param value standard deviation times √fan-in
  public void gain(double value) {
    gain = value;
  }

  /// From here on, the fan-in of a convolution is how many of its taps meet data, on average: zeros
  /// of the border do not count. On maps of few pixels most windows reach over the border, and in a
  /// deep network without shortcuts every layer then loses a little that it keeps on large maps:
  /// with BatchNorms calibrated at the small size, numbers would be ten times as large at the
  /// published one. The weights' scale then depends on the size, so this is for networks whose file
  /// says the size.
  public void discountBorders() {
    bordersCount = false;
  }

  /// A new layer's name: its kind, and how many there are of it in this scope.
  ///
  /// @param kind such as `conv`
  /// @return the name, to which those of its weights are added
  public String layer(String kind) {
    return names.layer(kind);
  }

  // Weights

  /// Learned numbers drawn evenly from an interval.
  ///
  /// @param parameter the name in the file
  /// @param shape extents
  /// @param low the smallest
  /// @param high above the largest
  /// @return the value
  public Value parameter(String parameter, Shape shape, double low, double high) {
    return learned(parameter, new SeededData(shape, seed, parameter, (float) low, (float) high));
  }

  /// Weights of a window over `x`.
  Value weights(String parameter, Shape shape, Kernel kernel, Shape x) {
    double fanIn = shape.size(1, shape.rank());
    return drawn(parameter, shape, bordersCount ? fanIn : fanIn * kernel.inside(x));
  }

  Value weights(String parameter, Shape shape, long fanIn) {
    return drawn(parameter, shape, (double) fanIn);
  }

  private Value drawn(String parameter, Shape shape, double fanIn) {
    return learned(parameter, SeededData.weights(shape, seed, parameter, fanIn, gain));
  }

  Value bias(String parameter, int channels) {
    return parameter(parameter, Shape.of(channels), -0.1, 0.1);
  }

  Value scale(String parameter, int channels, double size) {
    return parameter(parameter, Shape.of(channels), 0.75 * size, 1.25 * size);
  }

  Value shift(String parameter, int channels) {
    return parameter(parameter, Shape.of(channels), -0.25, 0.25);
  }

  private Value learned(String parameter, SeededData drawn) {
    OnnxData known = draft.data.putIfAbsent(parameter, drawn);
    if (known == null) {
      names.add(parameter);
      parameters += drawn.shape().size();
    } else if (!known.shape().equals(drawn.shape())) {
      throw new InvalidInputException(
          "%s: got weights of %s, required %s as where they are shared"
              .formatted(parameter, drawn.shape(), known.shape()));
    }
    return new Value(this, parameter, DType.FLOAT32, drawn.shape());
  }

  /// Numbers that nobody learns.
  ///
  /// @param hint what the name begins with
  /// @param tensor the numbers
  /// @return the value
  public Value constant(String hint, Tensor tensor) {
    String constant = names.unique(layer(hint));
    draft.data.put(constant, OnnxData.of(tensor));
    return new Value(this, constant, tensor.dtype(), tensor.shape());
  }

  /// A number that nobody learns.
  ///
  /// @param value the number
  /// @return a scalar
  public Value number(float value) {
    return constant("number", Tensor.scalar(value));
  }

  /// Indices, axes or extents.
  ///
  /// @param values the numbers
  /// @return `[values.length]` of INT64
  public Value ints(long... values) {
    return constant("ints", Tensor.of(values, values.length));
  }

  // Nodes

  /// Values one behind the other.
  ///
  /// @param axis along which
  /// @param parts which agree in the other axes
  /// @return the whole
  public Value concat(int axis, Value... parts) {
    return concat(axis, List.of(parts));
  }

  /// Values one behind the other.
  ///
  /// @param axis along which
  /// @param parts which agree in the other axes
  /// @return the whole
  public Value concat(int axis, List<Value> parts) {
    long[] dims = parts.getFirst().shape().toArray();
    dims[axis] = parts.stream().mapToLong(part -> part.shape().dim(axis)).sum();
    Attributes attributes = Attributes.none().with("axis", axis);
    return named(layer("concat"), "Concat", Shape.of(dims), attributes, parts);
  }

  /// Values of a part of the channels each, in order.
  ///
  /// @param x `[N, C, …]`
  /// @param channels how many each part has
  /// @return the parts
  public List<Value> split(Value x, long... channels) {
    List<Shape> parts = new ArrayList<>();
    for (long part : channels) {
      long[] dims = x.shape().toArray();
      dims[1] = part;
      parts.add(Shape.of(dims));
    }
    Attributes attributes = Attributes.none().with("axis", 1);
    return nodes("Split", x.dtype(), parts, attributes, x, ints(channels));
  }

  Value reduce(String type, Value x, long... axes) {
    long[] dims = x.shape().toArray();
    for (long axis : axes) {
      dims[Math.toIntExact(axis)] = 1;
    }
    Attributes attributes = Attributes.none().withInts("axes", axes).with("keepdims", 1);
    return node(type, Shape.of(dims), attributes, x);
  }

  Value batchNorm(Value x, double epsilon, double size, double centre) {
    String layer = layer("norm");
    int channels = x.channels();
    String mean = layer + ".mean";
    String variance = layer + ".variance";
    draft.statistics.putIfAbsent(
        mean, new BatchStatistics(x.name(), x.shape().rank(), channels, mean, variance));
    Shape one = Shape.of(channels);
    List<Value> all =
        List.of(
            x,
            scale(layer + ".scale", channels, size),
            parameter(layer + ".bias", one, centre - 0.25, centre + 0.25),
            new Value(this, mean, DType.FLOAT32, one),
            new Value(this, variance, DType.FLOAT32, one));
    Attributes attributes = Attributes.none().with("epsilon", (float) epsilon);
    return named(layer, "BatchNormalization", x.shape(), attributes, all);
  }

  /// Any operator whose result has the element type of its first input.
  ///
  /// @param type ONNX operator
  /// @param shape extents of the result
  /// @param attributes its attributes
  /// @param from inputs by place, null where one is left out
  /// @return the result
  public Value node(String type, Shape shape, Attributes attributes, @Nullable Value... from) {
    return node(type, dtype(from), shape, attributes, from);
  }

  /// Any operator.
  ///
  /// @param type ONNX operator
  /// @param dtype element type of the result
  /// @param shape extents of the result
  /// @param attributes its attributes
  /// @param from inputs by place, null where one is left out
  /// @return the result
  public Value node(
      String type, DType dtype, Shape shape, Attributes attributes, @Nullable Value... from) {
    return nodes(type, dtype, List.of(shape), attributes, from).getFirst();
  }

  /// Any operator of several results.
  ///
  /// @param type ONNX operator
  /// @param dtype element type of the results; [Value]'s own constructor gives one another
  /// @param shapes extents of the results
  /// @param attributes its attributes
  /// @param from inputs by place, null where one is left out
  /// @return the results
  public List<Value> nodes(
      String type,
      DType dtype,
      List<Shape> shapes,
      Attributes attributes,
      @Nullable Value... from) {
    return put(layer(type.toLowerCase(Locale.ROOT)), type, dtype, shapes, attributes, from);
  }

  /// An operator of another domain, with a function that says in standard operators what it does.
  ///
  /// @param function its domain, name and body
  /// @param shape extents of the result
  /// @param attributes its attributes
  /// @param from inputs by place
  /// @return the result, of the element type of the first input
  public Value call(FunctionProto function, Shape shape, Attributes attributes, Value... from) {
    draft.functions.put(function.getDomain(), function);
    Value y = new Value(this, names.unique(layer(function.getName())), from[0].dtype(), shape);
    List<String> read = Stream.of(from).map(Value::name).toList();
    draft.nodes.add(
        OnnxFile.node(function.getName(), read, List.of(y.name()), attributes).toBuilder()
            .setDomain(function.getDomain())
            .build());
    draft.shapes.put(y.name(), shape);
    return y;
  }

  /// A node whose weights have been named after it already.
  Value named(String layer, String type, Shape shape, Attributes attributes, List<Value> from) {
    Value[] inputs = from.toArray(Value[]::new);
    return put(layer, type, dtype(inputs), List.of(shape), attributes, inputs).getFirst();
  }

  private static DType dtype(@Nullable Value... from) {
    Value first = from[0];
    return first == null ? DType.FLOAT32 : first.dtype();
  }

  private List<Value> put(
      String layer,
      String type,
      DType dtype,
      List<Shape> results,
      Attributes attributes,
      @Nullable Value... from) {
    List<String> read = new ArrayList<>();
    for (Value value : from) {
      read.add(value == null ? "" : value.name());
    }
    List<Value> values = new ArrayList<>();
    List<String> written = new ArrayList<>();
    for (Shape shape : results) {
      Value value = new Value(this, names.unique(layer), dtype, shape);
      values.add(value);
      written.add(value.name());
      draft.shapes.put(value.name(), shape);
    }
    put(type, read, written, attributes);
    return values;
  }

  private void put(String type, List<String> from, List<String> to, Attributes attributes) {
    draft.nodes.add(OnnxFile.node(type, from, to, attributes));
  }

  /// Adds multiply-adds of a layer that this class does not know.
  ///
  /// @param count how many
  public void count(long count) {
    multiplyAdds += count;
  }

  /// Learned numbers, those of BatchNorms included and their statistics not.
  ///
  /// @return how many
  public long parameters() {
    return parameters;
  }

  /// What one run costs: multiply-adds of convolutions and matrix products.
  ///
  /// @return how many
  public long multiplyAdds() {
    return multiplyAdds;
  }

  /// Seeded inputs that fit.
  ///
  /// @return tensors by name
  public Map<String, Tensor> examples() {
    return Collections.unmodifiableMap(draft.examples);
  }

  /// The extents of all values, as the definition sees them.
  ///
  /// @return shapes by name
  public Map<String, Shape> shapes() {
    return Collections.unmodifiableMap(draft.shapes);
  }

  boolean isBatchOpen() {
    return open != Open.NOTHING;
  }

  Draft draft() {
    return draft;
  }
}
