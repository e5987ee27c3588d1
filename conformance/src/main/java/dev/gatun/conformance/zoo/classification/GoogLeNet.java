package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke and Rabinovich, *Going Deeper with
/// Convolutions*, 2014: table 1, as Caffe's bvlc_googlenet has it. Each module looks at its input
/// through windows of several sizes at once, and 1 × 1 convolutions first make the input thin so
/// that this costs little: 7.0 million parameters, a ninth of AlexNet's, and better scores.
///
/// In training, two side branches give the lower layers a gradient of their own. `googlenet-aux`
/// has them as further results: 13.4 million parameters.
public final class GoogLeNet {
  /// The last window may reach past the end: 112 becomes 56, and so on down to 7.
  private static final Kernel POOL = k(3).stride(2).ceil();

  private static final int CLASSES = 1000;

  private GoogLeNet() {}

  static void define(Net net) {
    define(net, false);
  }

  static void defineAux(Net net) {
    define(net, true);
  }

  private static void define(Net net, boolean sideBranches) {
    Value at4a = through4a(net.image());
    if (sideBranches) {
      net.output("scores4a", sideBranch(at4a));
    }
    Value at4d = from4aTo4d(at4a);
    if (sideBranches) {
      net.output("scores4d", sideBranch(at4d));
    }
    net.output("scores", from4d(at4d).globalAveragePool().flatten().dense(CLASSES));
  }

  /// Everything below the classifier, for networks that build on it.
  ///
  /// @param image `[N, 3, H, W]`
  /// @return `[N, 1024, H/32, W/32]`
  public static Value features(Value image) {
    return from4d(from4aTo4d(through4a(image)));
  }

  private static Value through4a(Value image) {
    Value x = stem(image);
    x = inception(x, 64, 96, 128, 16, 32, 32); // 3a, 28 × 28
    x = inception(x, 128, 128, 192, 32, 96, 64).maxPool(POOL);
    return inception(x, 192, 96, 208, 16, 48, 64); // 4a, 14 × 14
  }

  private static Value from4aTo4d(Value at4a) {
    Value x = inception(at4a, 160, 112, 224, 24, 64, 64);
    x = inception(x, 128, 128, 256, 24, 64, 64);
    return inception(x, 112, 144, 288, 32, 64, 64);
  }

  private static Value from4d(Value at4d) {
    Value x = inception(at4d, 256, 160, 320, 32, 128, 128).maxPool(POOL);
    x = inception(x, 256, 160, 320, 32, 128, 128); // 5a, 7 × 7
    return inception(x, 384, 192, 384, 48, 128, 128);
  }

  /// An eighth of the extents, 192 channels, by plain convolutions.
  private static Value stem(Value image) {
    Value x = normalised(image.conv(64, k(7).stride(2).pad(3)).relu().maxPool(POOL));
    x = x.conv(64, k(1)).relu();
    return normalised(x.conv(192, k(3).same()).relu()).maxPool(POOL);
  }

  /// Four views of the same input, one behind the other as channels: 1 × 1, 3 × 3, 5 × 5 and the
  /// strongest neighbour. Before the larger windows, 1 × 1 convolutions make the input thin.
  private static Value inception(
      Value x, int one, int thin3, int three, int thin5, int five, int pooled) {
    return x.net()
        .concat(
            1,
            x.conv(one, k(1)).relu(),
            x.conv(thin3, k(1)).relu().conv(three, k(3).same()).relu(),
            x.conv(thin5, k(1)).relu().conv(five, k(5).same()).relu(),
            x.maxPool(k(3).same()).conv(pooled, k(1)).relu());
  }

  /// A small classifier on what the network knows halfway.
  private static Value sideBranch(Value x) {
    Value y = x.averagePool(k(5).stride(3)).conv(128, k(1)).relu(); // 4 × 4
    return y.flatten().dense(1024).relu().dense(CLASSES);
  }

  /// Channels compete, as in AlexNet, with the constants of Caffe's model.
  private static Value normalised(Value x) {
    return x.localResponseNorm(5, 1e-4, 0.75, 1);
  }
}
