package dev.gatun.conformance.contract;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import dev.gatun.spi.Engine;
import java.util.Arrays;

/// What operators must make of NaN, infinities and negative zero.
final class SpecialValues {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  private SpecialValues() {}

  static void maxPool(Engine engine) {
    float[] x = {NAN, 1, -INF, -INF, INF, 2, -3, -2, -1, 1, NAN, -5, -4, -7};
    float[] y = {NAN, -INF, INF, -2, 1, NAN, -4};
    check(
        engine,
        new Trial(
            Pool.max(Window.of(2).withStride(2)),
            Arrays.asList(Tensor.of(x, 1, 1, 14)),
            false,
            Shape.of(1, 1, 7)),
        y);
    // all negative, so that a pad that counted as 0 would win
    float[] negative = {-1, -2, -3, -4, -5, -6, -7, -8, -9};
    float[] largest = {-1, -1, -2, -3, -4, -5, -6, -7, -8};
    check(
        engine,
        new Trial(
            Pool.max(Window.of(3).withPad(1)),
            Arrays.asList(Tensor.of(negative, 1, 1, 9)),
            false,
            Shape.of(1, 1, 9)),
        largest);
  }

  static void relu(Engine engine) {
    float[] x = {NAN, INF, -INF, -0f, 0, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -1};
    float[] y = {NAN, INF, 0, 0, 0, Float.MIN_VALUE, 0, Float.MAX_VALUE, 0};
    check(
        engine,
        new Trial(
            new Activate(Activation.RELU), Arrays.asList(Tensor.of(x, 9)), false, Shape.of(9)),
        y);
  }

  private static void check(Engine engine, Trial trial, float[] expected) {
    Tensor got = Fences.run(engine, trial);
    for (int i = 0; i < expected.length; i++) {
      float g = (float) got.getDouble(i);
      if (g != expected[i] && !(Float.isNaN(g) && Float.isNaN(expected[i]))) {
        throw new AssertionError(
            trial.op() + ": element " + i + ": got " + g + ", required " + expected[i]);
      }
    }
  }
}
