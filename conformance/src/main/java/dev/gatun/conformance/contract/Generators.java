package dev.gatun.conformance.contract;

import java.util.Arrays;

/// Draws problems whose sizes stand around what kernels break at: lane counts, tile heights,
/// primes, one.
///
/// Problems stay small enough for the naive reference to answer in milliseconds.
public final class Generators {
  private static final int[] CHANNELS = {1, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33};
  private static final int[] EXTENTS = {1, 2, 3, 4, 5, 7, 8, 9, 11, 14, 15, 16, 17, 19};
  private static final int[] BATCHES = {1, 1, 2, 3};
  private static final String[] AXES = {"w", "h", "d"};
  private static final String[] ACTIVATIONS = {
    "",
    "relu",
    "clip",
    "leaky",
    "silu",
    "hard_swish",
    "sigmoid",
    "tanh",
    "hard_sigmoid",
    "gelu",
    "mish",
    "elu"
  };

  private Generators() {}

  /// Dense and grouped convolutions over one to three axes.
  ///
  /// @param d choices
  /// @return a problem of kind `conv`
  public static Problem conv(Draw d) {
    int rank = d.pick(2, 2, 2, 2, 1, 3);
    int groups = d.pick(1, 1, 1, 2, 3);
    Problem p = Problem.of("conv").with("g", groups, 1).with("n", batch(d));
    p = p.with("ic", groups * d.pick(rank == 3 ? small(CHANNELS) : CHANNELS));
    p = p.with("oc", groups * d.pick(rank == 3 ? small(CHANNELS) : CHANNELS));
    p = window(p, d, rank, rank == 3 ? small(EXTENTS) : EXTENTS, new int[] {1, 3, 2, 5});
    return tail(p, d, true);
  }

  /// Convolutions with one input channel per group.
  ///
  /// @param d choices
  /// @return a problem of kind `conv`
  public static Problem depthwise(Draw d) {
    int rank = d.pick(2, 2, 2, 1, 3);
    int channels = d.pick(CHANNELS);
    Problem p = Problem.of("conv").with("g", channels).with("n", batch(d)).with("ic", channels);
    p = p.with("oc", channels * d.pick(1, 1, 1, 1, 2, 3));
    p = window(p, d, rank, rank == 3 ? small(EXTENTS) : EXTENTS, new int[] {3, 1, 2, 5, 7});
    return tail(p, d, true);
  }

  /// Transposed convolutions.
  ///
  /// @param d choices
  /// @return a problem of kind `convtranspose`
  public static Problem convTranspose(Draw d) {
    int rank = d.pick(2, 2, 2, 1, 3);
    int groups = d.pick(1, 1, 2, 3);
    Problem p = Problem.of("convtranspose").with("g", groups, 1).with("n", batch(d));
    p = p.with("ic", groups * d.pick(small(CHANNELS))).with("oc", groups * d.pick(small(CHANNELS)));
    p = window(p, d, rank, small(EXTENTS), new int[] {2, 3, 1, 4});
    for (int axis = 0; axis < rank; axis++) {
      String a = AXES[axis];
      // the result must not be empty, and ONNX wants an output padding below the stride
      int full =
          (p.get("i" + a) - 1) * p.get("s" + a, 1) + (p.get("k" + a) - 1) * p.get("d" + a, 1) + 1;
      if (full <= p.get("p" + a, 0) + p.get("e" + a, p.get("p" + a, 0))) {
        p = p.with("p" + a, 0).with("e" + a, 0);
      }
      p = p.with("o" + a, d.pick(0, 0, p.get("s" + a, 1) - 1), 0);
    }
    return tail(p, d, false);
  }

  /// Maximum, average and power pools, over windows and over everything.
  ///
  /// @param d choices
  /// @return a problem of kind `pool` or `globalpool`
  public static Problem pool(Draw d) {
    int rank = d.pick(2, 2, 2, 1, 3);
    if (d.rarely(5)) {
      return globalPool(d, rank);
    }
    Problem p = Problem.of("pool").with("n", batch(d)).with("ic", d.pick(CHANNELS));
    p = window(p, d, rank, rank == 3 ? small(EXTENTS) : EXTENTS, new int[] {2, 3, 1, 5});
    for (int axis = 0; axis < rank; axis++) { // a window that lies in pads only has no defined mean
      String a = AXES[axis];
      int most = p.get("d" + a, 1) > 1 ? 0 : p.get("k" + a) - 1;
      int begin = Math.min(most, p.get("p" + a, 0));
      int end = Math.min(most, p.get("e" + a, p.get("p" + a, 0)));
      int span = (p.get("k" + a) - 1) * p.get("d" + a, 1) + 1;
      p =
          p.with("p" + a, begin)
              .with("e" + a, end)
              .with("i" + a, Math.max(p.get("i" + a), span - begin - end));
    }
    String kind = d.pick("max", "average", "average", "lp");
    p = p.with(kind).with(d.rarely(3) ? "ceil" : "");
    return p.with(kind.equals("average") && d.rarely(2) ? "countpad" : "");
  }

  private static Problem globalPool(Draw d, int rank) {
    Problem p = Problem.of("globalpool").with("n", batch(d)).with("ic", d.pick(CHANNELS));
    for (int axis = 0; axis < rank; axis++) {
      p = p.with("i" + AXES[axis], d.pick(rank == 3 ? small(EXTENTS) : EXTENTS));
    }
    return p.with(d.pick("average", "max", "lp"));
  }

  /// Batch normalisations.
  ///
  /// @param d choices
  /// @return a problem of kind `batchnorm`
  public static Problem batchNorm(Draw d) {
    Problem p = Problem.of("batchnorm").with("n", batch(d)).with("ic", d.pick(CHANNELS));
    return p.with("iw", d.pick(EXTENTS))
        .with("ih", d.pick(EXTENTS))
        .with(d.rarely(4) ? "runtime" : "");
  }

  /// Matrix products with their factors.
  ///
  /// @param d choices
  /// @return a problem of kind `gemm` or `matmul`
  public static Problem product(Draw d) {
    boolean gemm = d.pick(0, 0, 1) == 0;
    int[] extents = {1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 67};
    Problem p = Problem.of(gemm ? "gemm" : "matmul");
    p =
        p.with("m", d.rarely(12) ? 0 : d.pick(extents))
            .with("k", d.pick(extents))
            .with("n", d.pick(extents));
    if (gemm) {
      p =
          p.with(d.pick("", "ta"))
              .with(d.pick("", "tb"))
              .with(d.pick("", "alpha"))
              .with(d.pick("", "beta"));
      p = p.with(d.pick("", "biasn", "biasmn", "biasm", "biasone"));
    } else {
      p = p.with("b", d.pick(1, 2, 3), 1).with(d.pick("", "shareb", "biasn"));
    }
    return p.with(d.pick(ACTIVATIONS)).with(d.rarely(3) ? "runtime" : "");
  }

  static int batch(Draw d) {
    return d.rarely(12) ? 0 : d.pick(BATCHES);
  }

  private static int[] small(int[] sizes) {
    return Arrays.copyOf(sizes, 8);
  }

  /// Adds extents and a window that fits into them.
  static Problem window(Problem p, Draw d, int rank, int[] extents, int[] kernels) {
    for (int axis = 0; axis < rank; axis++) {
      String a = AXES[axis];
      int kernel = d.pick(kernels);
      int dilation = kernel == 1 ? 1 : d.pick(1, 1, 1, 2, 3);
      int span = (kernel - 1) * dilation + 1;
      int begin = d.pick(0, span / 2, span / 2, Math.min(1, span - 1), span - 1);
      int end = d.pick(begin, begin, 0, Math.min(1, span - 1), span - 1);
      int input = Math.max(d.pick(extents), Math.max(1, span - begin - end));
      p = p.with("i" + a, input).with("k" + a, kernel).with("s" + a, d.pick(1, 1, 2, 3), 1);
      p = p.with("d" + a, dilation, 1).with("p" + a, begin, 0).with("e" + a, end, begin);
    }
    return p;
  }

  /// Adds bias, residual, activation, and how the weights arrive.
  private static Problem tail(Problem p, Draw d, boolean mayAdd) {
    Problem q = p.with(d.pick("", "bias")).with(d.pick(ACTIVATIONS));
    return q.with(mayAdd && d.rarely(4) ? "residual" : "").with(d.rarely(4) ? "runtime" : "");
  }
}
