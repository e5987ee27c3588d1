package dev.gatun.conformance.zoo.net;

import dev.gatun.LoadOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.OnnxFile;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A network that can be written as an ONNX file of any size that its layers allow.
///
/// ```java
/// Network.of("lenet-5", 1998, "the first convolutional network at work", LeNet5::define)
///     .input(1, 32, 32)
/// ```
///
/// @param name for the command line
/// @param year in which it was published
/// @param teaches what a reader learns from it, in a few words
/// @param definition its layers
/// @param input the published size of the main input, `[1, C, …]`
/// @param small a size at which one run costs little
/// @param loading what loading its file needs besides
public record Network(
    String name,
    int year,
    String teaches,
    Definition definition,
    Shape input,
    Shape small,
    UnaryOperator<LoadOptions> loading) {

  /// How many pictures calibration looks at where a batch may be chosen.
  private static final int CALIBRATION_BATCH = 2;

  /// A network without a size.
  ///
  /// @param name for the command line
  /// @param year in which it was published
  /// @param teaches what a reader learns from it, in a few words
  /// @param definition its layers
  /// @return the network, whose sizes are to be given
  public static Network of(String name, int year, String teaches, Definition definition) {
    Shape none = Shape.scalar();
    return new Network(name, year, teaches, definition, none, none, UnaryOperator.identity());
  }

  /// A copy with the published size, which is the small one, too.
  ///
  /// @param extents of one example, `C, …`
  /// @return the copy
  public Network input(long... extents) {
    return new Network(name, year, teaches, definition, one(extents), one(extents), loading);
  }

  /// A copy with another small size.
  ///
  /// @param extents of one example, `C, …`
  /// @return the copy
  public Network small(long... extents) {
    return new Network(name, year, teaches, definition, input, one(extents), loading);
  }

  /// A copy whose file needs operators of its own.
  ///
  /// @param options adds them
  /// @return the copy
  public Network loading(UnaryOperator<LoadOptions> options) {
    return new Network(name, year, teaches, definition, input, small, options);
  }

  private static Shape one(long... extents) {
    long[] dims = new long[extents.length + 1];
    dims[0] = 1;
    System.arraycopy(extents, 0, dims, 1, extents.length);
    return Shape.of(dims);
  }

  /// The layers at a size.
  ///
  /// @param size of the main input, `[N, C, …]`
  /// @param seed of weights and examples
  /// @return the network, with its costs
  public Net define(Shape size, long seed) {
    Net net = new Net(name, size, seed);
    definition.define(net);
    return net;
  }

  /// The file.
  ///
  /// @param net defined at the wanted size
  /// @return a file that says its name, year and seed
  public OnnxFile file(Net net) {
    return file(net, statistics(net.seed()));
  }

  /// The file, with statistics that are known already.
  ///
  /// @param net defined at the wanted size
  /// @param statistics what [#statistics] gave for its seed
  /// @return a file that says its name, year and seed
  public OnnxFile file(Net net, Map<String, Tensor> statistics) {
    return net.draft()
        .file(statistics)
        .producer("gatun zoo")
        .metadata("network", name)
        .metadata("year", Integer.toString(year))
        .metadata("seed", Long.toString(net.seed()))
        .metadata("weights", "random, of no use for predictions: drawn from the seed, calibrated");
  }

  /// Calibrates the BatchNorms, at the small size whatever the file's own will be: the statistics
  /// belong to the weights.
  ///
  /// @param seed of weights and examples
  /// @return means and variances by name
  public Map<String, Tensor> statistics(long seed) {
    Net one = define(small, seed);
    if (!one.isBatchOpen()) {
      return one.draft().calibrated();
    }
    long[] several = small.toArray();
    several[0] = CALIBRATION_BATCH;
    return define(Shape.of(several), seed).draft().calibrated();
  }

  /// How the file is loaded.
  ///
  /// @return options that know its operators
  public LoadOptions loadOptions() {
    return loading.apply(LoadOptions.defaults());
  }
}
