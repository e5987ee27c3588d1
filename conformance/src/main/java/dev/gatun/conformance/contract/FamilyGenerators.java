package dev.gatun.conformance.contract;

/// Draws problems of normalisations, reductions, resampling and arithmetic on 8-bit integers.
public final class FamilyGenerators {
  private static final int[] EXTENTS = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33};
  private static final int[] CHANNELS = {1, 3, 4, 8, 9, 15, 16, 17};

  private FamilyGenerators() {}

  /// Normalisations that measure their input.
  ///
  /// @param d choices
  /// @return a problem of kind `layernorm`, `instancenorm`, `groupnorm`, `lrn` or `lpnorm`
  public static Problem norm(Draw d) {
    String kind = d.pick("layernorm", "instancenorm", "groupnorm", "lrn", "lpnorm");
    Problem p = PlainGenerators.sized(kind, d);
    boolean offset = d.rarely(3);
    p = p.with(d.rarely(4) ? "runtime" : "");
    return switch (kind) {
      case "layernorm" ->
          p.with("axis", d.pick(3, 2, 1)).with(d.rarely(3) ? "noshift" : "").with(word(offset));
      case "instancenorm" -> p.with(word(offset));
      case "groupnorm" -> {
        int groups = d.pick(1, 2, 3, 8);
        Problem q = p.with("ic", groups * d.pick(1, 2, 3, 5)).with("g", groups);
        yield q.with(d.rarely(3) ? "bygroup" : "").with(word(offset));
      }
      case "lrn" -> p.with("size", d.pick(1, 3, 5, 2, 4)).with(d.pick("", "root"));
      default -> p.with("axis", d.pick(3, 1, 2)).with("p", d.pick(2, 1));
    };
  }

  private static String word(boolean offset) {
    return offset ? "offset" : "";
  }

  /// Reductions to values and to places.
  ///
  /// @param d choices
  /// @return a problem of kind `reduce`, `argmax` or `argmin`
  public static Problem reduce(Draw d) {
    String kind = d.pick("reduce", "reduce", "reduce", "reduce", "argmax", "argmin");
    Problem p = PlainGenerators.sized(kind, d);
    p = p.with("n", Math.max(1, p.get("n"))).with(d.pick("", "keep"));
    if (!kind.equals("reduce")) {
      return p.with("axis", d.pick(1, 3, 2, 0)).with(d.rarely(3) ? "last" : "");
    }
    return p.with("axes", d.pick(3, 32, 2, 1, 0, 31, 321, 21, 30, 3210, 10))
        .with(
            d.pick(
                "sum",
                "mean",
                "max",
                "min",
                "prod",
                "lnorm_one",
                "lnorm_two",
                "log_sum",
                "log_sum_exp",
                "sum_square"));
  }

  /// Resampling by every mode and mapping of coordinates.
  ///
  /// @param d choices
  /// @return a problem of kind `resize`
  public static Problem resize(Draw d) {
    Problem p =
        Problem.of("resize")
            .with("n", d.rarely(12) ? 0 : d.pick(1, 2))
            .with("ic", d.pick(CHANNELS))
            .with("ih", d.pick(EXTENTS))
            .with("iw", d.pick(EXTENTS));
    boolean twice = d.pick(0, 1) == 0;
    p = p.with("oh", twice ? 2 * p.get("ih") : d.pick(EXTENTS));
    p = p.with("ow", twice ? 2 * p.get("iw") : d.pick(EXTENTS));
    String mode = d.pick("nearest", "linear", "cubic");
    p =
        p.with(mode)
            .with(
                d.pick(
                    "half_pixel",
                    "asymmetric",
                    "align_corners",
                    "pytorch_half_pixel",
                    "half_pixel_symmetric"));
    if (mode.equals("nearest")) {
      return p.with(d.pick("round_prefer_floor", "floor", "ceil", "round_prefer_ceil"));
    }
    return p.with(d.rarely(4) ? "exclude" : "").with(d.rarely(4) ? "antialias" : "");
  }

  /// Products and convolutions of 8-bit integers, and the ways to such integers and back.
  ///
  /// @param d choices
  /// @return a problem of kind `matmulinteger`, `qlinearmatmul`, `convinteger`, `qlinearconv`,
  ///   `quantize` or `dequantize`
  public static Problem quantized(Draw d) {
    String kind =
        d.pick(
            "matmulinteger",
            "convinteger",
            "quantize",
            "dequantize",
            "qlinearmatmul",
            "qlinearconv");
    Problem p =
        switch (kind) {
          case "quantize", "dequantize" ->
              PlainGenerators.sized(kind, d).with("axis", d.pick(1, 3, 2));
          case "matmulinteger", "qlinearmatmul" ->
              Problem.of(kind)
                  .with("m", d.pick(EXTENTS))
                  .with("k", d.pick(EXTENTS))
                  .with("n", d.pick(EXTENTS));
          default -> {
            int groups = d.pick(1, 1, 2, 3);
            Problem q = Problem.of(kind).with("g", groups, 1).with("n", Generators.batch(d));
            q = q.with("ic", groups * d.pick(CHANNELS)).with("oc", groups * d.pick(CHANNELS));
            int[] extents = {1, 2, 3, 4, 5, 7, 8, 9};
            q = Generators.window(q, d, d.pick(2, 2, 1), extents, new int[] {1, 3, 2});
            yield q.with(kind.equals("qlinearconv") ? d.pick("", "bias") : "");
          }
        };
    boolean optional = !kind.startsWith("qlinear");
    p = p.with(d.pick("", "xsigned")).with(d.pick("wsigned", "")).with(d.pick("", "ysigned"));
    return p.with(d.rarely(3) ? "byaxis" : "")
        .with(optional && d.rarely(4) ? "nozero" : "")
        .with(d.rarely(4) ? "runtime" : "");
  }
}
