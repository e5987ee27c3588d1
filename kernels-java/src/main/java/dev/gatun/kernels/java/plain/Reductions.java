package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Window;
import java.util.Arrays;

/// Chooses the kernel of a reduction from which axes are reduced.
final class Reductions {
  private Reductions() {}

  static PlainKernel plan(Signature s, Reduce op) {
    Ints axes = s.bound(op.axes());
    boolean[] reduced = new boolean[s.inShape(0).rank()];
    Arrays.fill(reduced, axes.isEmpty() && !op.noopWithEmptyAxes());
    for (int i = 0; i < axes.size(); i++) {
      reduced[Signature.axis(axes.at(i), reduced.length)] = true;
    }
    return plan(s, op.kind(), reduced);
  }

  static PlainKernel globalPool(Signature s, GlobalPool op) {
    Shape x = s.inShape(0);
    boolean[] reduced = new boolean[x.rank()];
    Arrays.fill(reduced, 2, x.rank(), true);
    return switch (op.kind()) {
      case AVERAGE -> plan(s, Reduce.Kind.MEAN, reduced);
      case MAX -> plan(s, Reduce.Kind.MAX, reduced);
      case LP ->
          switch (op.p()) {
            case 1 -> plan(s, Reduce.Kind.L1, reduced);
            case 2 -> plan(s, Reduce.Kind.L2, reduced);
            default -> {
              Window window = Window.of(Arrays.copyOfRange(x.toArray(), 2, x.rank()));
              yield new GenericPool(s, new Pool(Pool.Kind.LP, window, false, false, op.p(), false));
            }
          };
    };
  }

  private static PlainKernel plan(Signature s, Reduce.Kind kind, boolean[] reduced) {
    Axes axes = Axes.of(s.inShape(0), reduced);
    boolean fast = s.inType(0) == DType.FLOAT32 && kind != Reduce.Kind.LOG_SUM_EXP;
    if (!fast) {
      return new TypedReduction(s, kind, axes);
    }
    return axes.innermostReduced
        ? new F32RunReduction(s, kind, axes)
        : new F32RowReduction(s, kind, axes);
  }

  /// A tensor's axes in two groups. The output holds one element per iteration of `kept`, in that
  /// order.
  ///
  /// @param kept loops over the axes that stay
  /// @param reduced loops over the axes that go
  /// @param innermostReduced whether the innermost axis longer than 1 goes
  record Axes(LoopNest kept, LoopNest reduced, boolean innermostReduced) {
    static Axes of(Shape x, boolean[] isReduced) {
      long[] strides = x.strides();
      int count = 0;
      boolean innermost = false;
      for (int i = 0; i < isReduced.length; i++) {
        if (isReduced[i]) {
          count++;
        }
        innermost = x.dim(i) == 1 ? innermost : isReduced[i];
      }
      long[][] dims = {new long[isReduced.length - count], new long[count]};
      long[][] steps = {new long[isReduced.length - count], new long[count]};
      int[] at = new int[2];
      for (int i = 0; i < isReduced.length; i++) {
        int group = isReduced[i] ? 1 : 0;
        dims[group][at[group]] = x.dim(i);
        steps[group][at[group]++] = strides[i];
      }
      return new Axes(LoopNest.of(dims[0], steps[0]), LoopNest.of(dims[1], steps[1]), innermost);
    }
  }

  /// What a sum becomes in the end.
  ///
  /// @param count elements reduced
  static double finish(Reduce.Kind kind, double value, long count) {
    return switch (kind) {
      case MEAN -> value / count;
      case L2 -> Math.sqrt(value);
      case LOG_SUM, LOG_SUM_EXP -> StrictMath.log(value);
      case SUM, MAX, MIN, PROD, L1, SUM_SQUARE -> value;
    };
  }

  /// The reduction that is accumulated before [#finish].
  static Reduce.Kind accumulated(Reduce.Kind kind) {
    return switch (kind) {
      case MEAN, LOG_SUM, LOG_SUM_EXP -> Reduce.Kind.SUM;
      case L2 -> Reduce.Kind.SUM_SQUARE;
      case SUM, MAX, MIN, PROD, L1, SUM_SQUARE -> kind;
    };
  }

  /// The value that changes nothing.
  static float neutral(Reduce.Kind kind) {
    return switch (kind) {
      case MAX -> Float.NEGATIVE_INFINITY;
      case MIN -> Float.POSITIVE_INFINITY;
      case PROD -> 1f;
      case SUM, MEAN, L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE -> 0f;
    };
  }
}
