package dev.gatun.conformance.zoo.net;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.graph.Broadcast;
import java.util.Arrays;
import java.util.List;

/// What flows between layers: a tensor of known extents, with the layers that can follow it as
/// methods. Channels are axis 1.
///
/// ```java
/// Value x = net.image().conv(64, k(7).stride(2).pad(3)).relu().maxPool(k(3).stride(2));
/// ```
///
/// @param net the network that it belongs to
/// @param name in the file
/// @param dtype element type
/// @param shape extents; where a run decides one, the one that costs are counted with
public record Value(Net net, String name, DType dtype, Shape shape) {

  /// The number of channels.
  ///
  /// @return the extent of axis 1
  public int channels() {
    return shape.intDim(1);
  }

  // Convolutions and matrix products

  /// A convolution with a bias.
  ///
  /// @param outC channels of the result
  /// @param kernel its window and groups
  /// @return `[N, outC, …]`
  public Value conv(int outC, Kernel kernel) {
    return Convolutions.direct(this, outC, kernel, true);
  }

  /// A convolution without a bias, such as stands before a BatchNorm.
  ///
  /// @param outC channels of the result
  /// @param kernel its window and groups
  /// @return `[N, outC, …]`
  public Value convNoBias(int outC, Kernel kernel) {
    return Convolutions.direct(this, outC, kernel, false);
  }

  /// A convolution of each channel alone, without a bias.
  ///
  /// @param kernel its window
  /// @return `[N, C, …]`
  public Value depthwise(Kernel kernel) {
    return convNoBias(channels(), kernel.groups(channels()));
  }

  /// A transposed convolution with a bias (also called fractionally strided, or deconvolution).
  ///
  /// @param outC channels of the result
  /// @param kernel its window and groups; the border is cut off the result
  /// @param outputPadding added behind each axis
  /// @return `[N, outC, (extent − 1)·stride + window − border + outputPadding, …]`
  public Value convTranspose(int outC, Kernel kernel, int outputPadding) {
    return Convolutions.transposed(this, outC, kernel, outputPadding, true);
  }

  /// A transposed convolution without a bias.
  ///
  /// @param outC channels of the result
  /// @param kernel its window and groups; the border is cut off the result
  /// @param outputPadding added behind each axis
  /// @return `[N, outC, (extent − 1)·stride + window − border + outputPadding, …]`
  public Value convTransposeNoBias(int outC, Kernel kernel, int outputPadding) {
    return Convolutions.transposed(this, outC, kernel, outputPadding, false);
  }

  /// A fully connected layer with a bias, on rows.
  ///
  /// @param outC length of the resulting rows
  /// @return `[N, outC]`
  public Value dense(int outC) {
    if (shape.rank() != 2) {
      throw new InvalidInputException(
          name + ": got a dense layer on " + shape + ", required [N, C]; flatten() first");
    }
    String layer = net.layer("dense");
    int inC = channels();
    Value w = net.weights(layer + ".weight", Shape.of(outC, inC), inC);
    Value b = net.bias(layer + ".bias", outC);
    Shape y = Shape.of(shape.dim(0), outC);
    net.count(Math.multiplyExact(y.size(), inC));
    return net.named(layer, "Gemm", y, Attributes.none().with("transB", 1), List.of(this, w, b));
  }

  /// A matrix product over the last two axes; those before agree.
  ///
  /// @param other `[…, K, N]`
  /// @return `[…, M, N]`
  public Value matMul(Value other) {
    long[] dims = shape.toArray();
    dims[dims.length - 1] = other.shape.dim(-1);
    Shape y = Shape.of(dims);
    net.count(Math.multiplyExact(y.size(), shape.dim(-1)));
    return net.node("MatMul", y, Attributes.none(), this, other);
  }

  // Normalisation

  /// Batch normalisation with calibrated statistics.
  ///
  /// @param epsilon added to the variance
  /// @return the same extents
  public Value batchNorm(double epsilon) {
    return batchNorm(epsilon, 1);
  }

  /// Batch normalisation with calibrated statistics and results of a given size. Small ones suit
  /// the end of a residual branch: the sum then stays near its input, as Goyal et al. found to help
  /// training (*Accurate, Large Minibatch SGD*, 2017), and a hundred blocks of random weights do
  /// not magnify rounding errors a thousandfold.
  ///
  /// @param epsilon added to the variance
  /// @param size standard deviation of the results, about
  /// @return the same extents
  public Value batchNorm(double epsilon, double size) {
    return net.batchNorm(this, epsilon, size, 0);
  }

  /// Batch normalisation with calibrated statistics and results around a given number. A positive
  /// one suits long chains of rectifiers without shortcuts: a rectifier around 0 lets half of the
  /// rounding errors through but a third of the signal's variance, and forty layers of random
  /// weights then magnify the errors a thousandfold; around 1 they magnify them tenfold.
  ///
  /// @param epsilon added to the variance
  /// @param size standard deviation of the results, about
  /// @param centre mean of the results, about
  /// @return the same extents
  public Value batchNorm(double epsilon, double size, double centre) {
    return net.batchNorm(this, epsilon, size, centre);
  }

  /// Instance normalisation with scale and bias.
  ///
  /// @param epsilon added to the variance
  /// @return the same extents
  public Value instanceNorm(double epsilon) {
    String layer = net.layer("norm");
    List<Value> inputs =
        List.of(
            this,
            net.scale(layer + ".scale", channels(), 1),
            net.shift(layer + ".bias", channels()));
    Attributes attributes = Attributes.none().with("epsilon", (float) epsilon);
    return net.named(layer, "InstanceNormalization", shape, attributes, inputs);
  }

  /// Local response normalisation across channels (Krizhevsky et al., 2012): `x / (bias +
  /// alpha/size · Σ x²)^beta`.
  ///
  /// @param size channels that the sum goes over
  /// @param alpha as above
  /// @param beta as above
  /// @param bias as above
  /// @return the same extents
  public Value localResponseNorm(int size, double alpha, double beta, double bias) {
    Attributes attributes =
        Attributes.none()
            .with("size", size)
            .with("alpha", (float) alpha)
            .with("beta", (float) beta)
            .with("bias", (float) bias);
    return net.node("LRN", shape, attributes, this);
  }

  /// Vectors along an axis divided by their length √Σx², which must not be 0.
  ///
  /// @param axis along which a vector lies
  /// @return the same extents
  public Value unitLength(int axis) {
    Attributes attributes = Attributes.none().with("axis", axis).with("p", 2);
    return net.node("LpNormalization", shape, attributes, this);
  }

  // Pools

  /// A maximum pool.
  ///
  /// @param kernel its window
  /// @return `[N, C, …]`
  public Value maxPool(Kernel kernel) {
    return pool("MaxPool", kernel, Attributes.none());
  }

  /// An average pool.
  ///
  /// @param kernel its window
  /// @return `[N, C, …]`
  public Value averagePool(Kernel kernel) {
    Attributes border = Attributes.none().with("count_include_pad", kernel.countsPad() ? 1 : 0);
    return pool("AveragePool", kernel, border);
  }

  private Value pool(String type, Kernel kernel, Attributes more) {
    Attributes all = kernel.attributes(shape.rank() - 2, more);
    Attributes attributes = all.with("ceil_mode", kernel.ceilMode() ? 1 : 0);
    return net.node(type, kernel.outputShape(shape, channels()), attributes, this);
  }

  /// The average of each channel.
  ///
  /// @return `[N, C, 1, …]`
  public Value globalAveragePool() {
    long[] dims = shape.toArray();
    Arrays.fill(dims, 2, dims.length, 1);
    return net.node("GlobalAveragePool", Shape.of(dims), Attributes.none(), this);
  }

  // Element by element

  /// An operator of one input and the same extents.
  ///
  /// @param type ONNX operator, such as `Relu`
  /// @return the same extents
  public Value apply(String type) {
    return net.node(type, shape, Attributes.none(), this);
  }

  /// max(x, 0).
  ///
  /// @return the same extents
  public Value relu() {
    return apply("Relu");
  }

  /// min(max(x, 0), 6).
  ///
  /// @return the same extents
  public Value relu6() {
    return clip(0, 6);
  }

  /// min(max(x, low), high).
  ///
  /// @param low smallest result
  /// @param high largest result
  /// @return the same extents
  public Value clip(float low, float high) {
    return net.node("Clip", shape, Attributes.none(), this, net.number(low), net.number(high));
  }

  /// x where it is positive, else alpha·x.
  ///
  /// @param alpha the negative side's slope
  /// @return the same extents
  public Value leakyRelu(double alpha) {
    return net.node("LeakyRelu", shape, Attributes.none().with("alpha", (float) alpha), this);
  }

  /// x where it is positive, else x times a learned slope for each channel.
  ///
  /// @return the same extents
  public Value prelu() {
    long[] dims = new long[shape.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = channels();
    Value slope = net.parameter(net.layer("prelu") + ".slope", Shape.of(dims), 0.1, 0.4);
    return net.node("PRelu", shape, Attributes.none(), this, slope);
  }

  /// 1 / (1 + e⁻ˣ).
  ///
  /// @return the same extents
  public Value sigmoid() {
    return apply("Sigmoid");
  }

  /// Hyperbolic tangent.
  ///
  /// @return the same extents
  public Value tanh() {
    return apply("Tanh");
  }

  /// x·sigmoid(x), also called SiLU.
  ///
  /// @return the same extents
  public Value swish() {
    return mul(sigmoid());
  }

  /// x·min(max(x + 3, 0), 6)/6 (Howard et al., *Searching for MobileNetV3*, 2019).
  ///
  /// @return the same extents
  public Value hardSwish() {
    return apply("HardSwish");
  }

  /// min(max(x + 3, 0), 6)/6.
  ///
  /// @return the same extents
  public Value hardSigmoid() {
    Attributes attributes = Attributes.none().with("alpha", 1f / 6f).with("beta", 0.5f);
    return net.node("HardSigmoid", shape, attributes, this);
  }

  /// Shares of 1 along an axis.
  ///
  /// @param axis which
  /// @return the same extents
  public Value softmax(int axis) {
    return net.node("Softmax", shape, Attributes.none().with("axis", axis), this);
  }

  /// Addition; extents of 1 are repeated.
  ///
  /// @param other the other summand
  /// @return the sum
  public Value add(Value other) {
    return binary("Add", other);
  }

  /// Addition of a number.
  ///
  /// @param number the other summand
  /// @return the sum
  public Value add(double number) {
    return add(net.number((float) number));
  }

  /// Subtraction; extents of 1 are repeated.
  ///
  /// @param other what is taken away
  /// @return the difference
  public Value sub(Value other) {
    return binary("Sub", other);
  }

  /// Multiplication; extents of 1 are repeated.
  ///
  /// @param other the other factor
  /// @return the product
  public Value mul(Value other) {
    return binary("Mul", other);
  }

  /// Multiplication by a number.
  ///
  /// @param number the other factor
  /// @return the product
  public Value mul(double number) {
    return mul(net.number((float) number));
  }

  /// Division; extents of 1 are repeated.
  ///
  /// @param other the divisor
  /// @return the quotient
  public Value div(Value other) {
    return binary("Div", other);
  }

  /// An operator of two inputs with ONNX's broadcasting.
  ///
  /// @param type ONNX operator, such as `Max`
  /// @param other the second input
  /// @return the larger of both extents along each axis
  public Value binary(String type, Value other) {
    return net.node(type, Broadcast.shape(shape, other.shape), Attributes.none(), this, other);
  }

  // Extents

  /// All axes behind the first become one.
  ///
  /// @return `[N, C·…]`
  public Value flatten() {
    Shape y = Shape.of(shape.dim(0), shape.size(1, shape.rank()));
    return net.node("Flatten", y, Attributes.none().with("axis", 1), this);
  }

  /// Other extents for the same elements.
  ///
  /// @param dims new extents; 0 keeps one, −1 stands for what is left
  /// @return the elements in the same order
  public Value reshape(long... dims) {
    long[] extents = dims.clone();
    long known = 1;
    int open = -1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 0) {
        extents[i] = shape.dim(i);
      }
      if (dims[i] == -1) {
        open = i;
      } else {
        known *= extents[i];
      }
    }
    if (open >= 0) {
      extents[open] = shape.size() / known;
    }
    Value to = net.constant("shape", Tensor.of(dims, dims.length));
    return net.node("Reshape", Shape.of(extents), Attributes.none(), this, to);
  }

  /// Another order of the axes.
  ///
  /// @param order the axis that each of the result is taken from
  /// @return the elements in that order
  public Value transpose(long... order) {
    long[] dims = new long[order.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(Math.toIntExact(order[i]));
    }
    return net.node("Transpose", Shape.of(dims), Attributes.none().withInts("perm", order), this);
  }

  /// A part along one axis.
  ///
  /// @param axis which
  /// @param from first index
  /// @param to index behind the last
  /// @return the part
  public Value slice(int axis, long from, long to) {
    long[] dims = shape.toArray();
    dims[axis] = to - from;
    return net.node(
        "Slice",
        Shape.of(dims),
        Attributes.none(),
        this,
        net.ints(from),
        net.ints(to),
        net.ints(axis));
  }

  /// A mean over axes, which stay with extent 1.
  ///
  /// @param axes over which
  /// @return the means
  public Value mean(long... axes) {
    return net.reduce("ReduceMean", this, axes);
  }

  /// Larger pictures.
  ///
  /// @param factor for every spatial axis
  /// @param mode `nearest` (each pixel repeated) or `linear` (between pixel centres)
  /// @return `[N, C, factor·…]`
  public Value upsample(int factor, String mode) {
    long[] dims = shape.toArray();
    float[] scales = new float[dims.length];
    Arrays.fill(scales, 1);
    for (int i = 2; i < dims.length; i++) {
      dims[i] *= factor;
      scales[i] = factor;
    }
    Attributes attributes =
        mode.equals("nearest")
            ? Attributes.none()
                .with("mode", mode)
                .with("coordinate_transformation_mode", "asymmetric")
                .with("nearest_mode", "floor")
            : Attributes.none().with("mode", mode);
    Value factors = net.constant("scales", Tensor.of(scales, scales.length));
    return net.node("Resize", Shape.of(dims), attributes, this, null, factors);
  }

  /// A border that mirrors what lies inside, without the edge itself.
  ///
  /// @param width at each end of each spatial axis
  /// @return `[N, C, … + 2·width]`
  public Value padReflect(int width) {
    int rank = shape.rank();
    long[] dims = shape.toArray();
    long[] pads = new long[2 * rank];
    for (int i = 2; i < rank; i++) {
      dims[i] += 2L * width;
      pads[i] = width;
      pads[rank + i] = width;
    }
    Value widths = net.constant("pads", Tensor.of(pads, pads.length));
    return net.node("Pad", Shape.of(dims), Attributes.none().with("mode", "reflect"), this, widths);
  }
}
