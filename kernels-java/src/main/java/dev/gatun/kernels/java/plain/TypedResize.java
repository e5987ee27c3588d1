package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Resampling of any element type, each output element summed in double and then rounded once.
final class TypedResize extends Partitioned {
  private final ResizeAxis[] axes;
  private final ResizeAxis last;
  private final int combinations;
  private final double extrapolation;
  private final boolean real;

  TypedResize(Signature s, List<ResizeAxis> axes, double extrapolation) {
    super(
        "plain.Resize",
        ResizeRows.count(axes),
        8L * axes.getLast().output() * axes.getLast().taps());
    this.axes = axes.toArray(ResizeAxis[]::new);
    this.last = axes.getLast();
    this.combinations = ResizeRows.combinations(this.axes);
    this.extrapolation = extrapolation;
    this.real = s.inType(0).isFloat();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor y = at(out, 0);
    boolean[] outside = last.outside();
    for (long row = from; row < to; row++) {
      boolean rowOutside = ResizeRows.isOutside(axes, row);
      for (int o = 0; o < last.output(); o++) {
        boolean beyond = rowOutside || (outside != null && outside[o]);
        y.setDouble(row * last.output() + o, beyond ? extrapolation : element(x, row, o));
      }
    }
  }

  private double element(Tensor x, long row, int o) {
    double sum = 0;
    for (int k = 0; k < combinations; k++) {
      double weight = ResizeRows.weight(axes, row, k);
      long source = ResizeRows.offset(axes, row, k);
      for (int t = o * last.taps(); t < (o + 1) * last.taps(); t++) {
        sum += weight * last.weight()[t] * x.getDouble(source + last.index()[t]);
      }
    }
    return real ? sum : Math.rint(sum);
  }
}
