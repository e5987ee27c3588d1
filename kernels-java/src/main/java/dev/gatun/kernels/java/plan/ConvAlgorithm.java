package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Width;

/// How a convolution is computed.
enum ConvAlgorithm {
  /// A product per weight: convolution tiles over a tap table.
  DIRECT(0),
  /// Winograd F(2×2, 3×3): 2.25 times fewer products.
  WINOGRAD2(2),
  /// Winograd F(4×4, 3×3): 4 times fewer products.
  WINOGRAD4(4);

  private static final int TAPS = 9;

  /// Multiply-adds below which a convolution stays direct: there is less than 50 µs to gain.
  private static final long LEAST_PRODUCTS = 10_000_000;

  /// Channels below which a convolution stays direct: from 16 channels there was a twentieth to
  /// gain, and the transforms' error is averaged over too few of them (the 12 channels that YOLOX
  /// begins with put one output in 300,000 beyond its bound).
  private static final int LEAST_CHANNELS = 32;

  /// The part of direct convolution's time that a transform may take and still be worth its larger
  /// error and weights.
  private static final double GAIN = 0.9;

  private final int outputs;

  ConvAlgorithm(int outputs) {
    this.outputs = outputs;
  }

  /// Rows and columns of outputs of a Winograd tile, 0 for direct convolution.
  int outputs() {
    return outputs;
  }

  /// Decides.
  ///
  /// @param mode what the user wants
  /// @param shape the convolution
  /// @param threads that share the work
  /// @return an algorithm that can serve; direct convolution always can
  static ConvAlgorithm choose(ConvMode mode, ConvShape shape, int threads) {
    if (shape.obstacle() != null) {
      return DIRECT;
    }
    return switch (mode) {
      case DIRECT -> DIRECT;
      case WINOGRAD2 -> WINOGRAD2;
      case WINOGRAD4 -> WINOGRAD4;
      case AUTO -> byRule(shape, threads);
    };
  }

  /// The cheapest by the model of [WinogradBlocking].
  private static ConvAlgorithm byRule(ConvShape shape, int threads) {
    if (shape.products() < LEAST_PRODUCTS || Math.min(shape.inC(), shape.outC()) < LEAST_CHANNELS) {
      return DIRECT;
    }
    ConvAlgorithm best = DIRECT;
    double least = GAIN * directNanos(shape, threads);
    for (ConvAlgorithm algorithm : new ConvAlgorithm[] {WINOGRAD2, WINOGRAD4}) {
      double nanos = WinogradBlocking.choose(shape, algorithm.outputs, threads).nanos();
      if (nanos < least) {
        least = nanos;
        best = algorithm;
      }
    }
    return best;
  }

  private static double directNanos(ConvShape shape, int threads) {
    double products =
        shape.products() / (WinogradBlocking.PRODUCTS_PER_NANO * Width.LANES * threads);
    double weights = 4.0 * TAPS * shape.inC() * shape.outC();
    return products + weights / WinogradBlocking.BYTES_PER_NANO;
  }
}
