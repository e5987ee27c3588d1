package dev.gatun.conformance.contract;

/// Draws problems of operators without weights, on tensors `[n, ic, ih, iw]`.
public final class PlainGenerators {
  private static final int[] EXTENTS = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17};
  private static final int[] WIDTHS = {1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 67};
  private static final int[] PERMUTATIONS = {231, 312, 123, 132, 213, 321, 1023, 3210, 2301, 1230};

  private PlainGenerators() {}

  static Problem sized(String kind, Draw d) {
    Problem p = Problem.of(kind).with("n", d.rarely(12) ? 0 : d.pick(1, 2, 3));
    return p.with("ic", d.pick(EXTENTS)).with("ih", d.pick(EXTENTS)).with("iw", d.pick(WIDTHS));
  }

  /// Functions of one and of two elements, with every kind of broadcasting.
  ///
  /// @param d choices
  /// @return a problem of kind `binary` or `activate`
  public static Problem elementwise(Draw d) {
    if (d.rarely(3)) {
      Problem p = sized("activate", d);
      return p.with(
          d.pick(
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
              "elu"));
    }
    Problem p = sized("binary", d).with(d.pick("add", "mul", "sub", "div", "min", "max", "prelu"));
    p = broadcast(p, d);
    p = p.with(d.rarely(3) ? "swapped" : "").with(d.rarely(3) ? "runtime" : "");
    return p.with(d.rarely(4) ? "relu" : "");
  }

  private static Problem broadcast(Problem p, Draw d) {
    return p.with(d.pick("", "onen"))
        .with(d.pick("", "onec"))
        .with(d.pick("", "oneh"))
        .with(d.pick("", "onew"))
        .with(d.rarely(5) ? "vector" : "");
  }

  /// Distributions along any axis.
  ///
  /// @param d choices
  /// @return a problem of kind `softmax`
  public static Problem softmax(Draw d) {
    return sized("softmax", d).with("axis", d.pick(3, 1, 2)).with(d.rarely(3) ? "log" : "");
  }

  /// Transpositions, concatenations and splits, pads, slices, gathering, tiling, broadcasting,
  /// blocks of pixels.
  ///
  /// @param d choices
  /// @return a problem of kind `transpose`, `concat`, `split`, `pad`, `slice`, `gather`, `tile`,
  ///   `expand`, `depthtospace` or `spacetodepth`
  public static Problem movement(Draw d) {
    String kind =
        d.pick(
            "transpose", "concat", "pad", "slice", "gather", "tile", "blocks", "expand", "split");
    return switch (kind) {
      case "transpose" -> sized("transpose", d).with("perm", d.pick(PERMUTATIONS));
      case "concat" ->
          sized("concat", d).with("axis", d.pick(1, 3, 2)).with("parts", d.pick(2, 1, 3, 4));
      case "split" ->
          sized("split", d).with("axis", d.pick(1, 3, 2)).with("parts", d.pick(2, 1, 3, 4));
      case "expand" -> broadcast(sized("expand", d), d);
      case "slice" -> slice(d);
      case "gather" ->
          sized("gather", d)
              .with("axis", d.pick(1, 3, 2))
              .with("k", d.pick(1, 2, 5, 17))
              .with(d.rarely(3) ? "runtime" : "");
      case "tile" ->
          sized("tile", d)
              .with("rn", d.pick(1, 2), 1)
              .with("rc", d.pick(1, 2), 1)
              .with("rh", d.pick(1, 3), 1)
              .with("rw", d.pick(1, 2, 3), 1);
      case "blocks" -> {
        boolean down = d.pick(0, 1) == 0;
        Problem p = sized(down ? "depthtospace" : "spacetodepth", d).with("b", d.pick(2, 3, 1));
        yield p.with("iw", Math.min(17, p.get("iw"))).with(down ? d.pick("", "crd") : "");
      }
      default -> {
        Problem p = sized("pad", d).with(d.pick("", "reflect", "edge", "wrap"));
        // a crop leaves at least one element, and reflections stay within the tensor
        int most = Math.min(p.get("iw"), p.get("ih")) - 1;
        p =
            p.with("pw", Math.min(most, d.pick(0, 1, 2, 3)), 0)
                .with("ph", Math.min(most, d.pick(0, 1, 2)), 0);
        p = p.with("ew", Math.min(most, d.pick(0, 1, 2, 5)), 0);
        yield p.with("eh", d.rarely(4) ? -most : Math.min(most, d.pick(0, 1, 2)), 0);
      }
    };
  }

  /// Steps forwards from any place, or backwards from the end.
  private static Problem slice(Draw d) {
    int axis = d.pick(3, 2, 1);
    Problem p = sized("slice", d).with("axis", axis);
    int extent = p.get(axis == 3 ? "iw" : axis == 2 ? "ih" : "ic");
    int by = d.pick(1, 2, 3, -1, -2);
    int from = by > 0 ? d.pick(0, 1, extent / 2) : extent - 1;
    int to = by > 0 ? d.pick(extent, extent - 1, 99) : -extent - 1;
    return p.with("from", Math.min(from, extent - 1)).with("to", to).with("by", by, 1);
  }
}
