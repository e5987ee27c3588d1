package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.op.Ints;
import dev.gatun.op.Resize;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Resampling in every mode and coordinate transformation.
final class ResizeTest {
  private static Resize resize(
      Resize.Mode mode,
      Resize.Transform transform,
      Resize.Nearest nearest,
      boolean exclude,
      boolean antialias,
      Ints sizes) {
    List<Float> roi = List.of(0f, 0f, 0.1f, -0.2f, 1f, 1f, 0.8f, 1.1f);
    return new Resize(
        mode,
        transform,
        nearest,
        -0.75f,
        exclude,
        3.5f,
        antialias,
        Resize.Policy.STRETCH,
        Ints.EMPTY,
        null,
        sizes,
        transform == Resize.Transform.TF_CROP_AND_RESIZE ? roi : null);
  }

  @Property(tries = 300)
  void images(
      @ForAll Resize.Mode mode,
      @ForAll Resize.Transform transform,
      @ForAll Resize.Nearest nearest,
      @ForAll boolean exclude,
      @ForAll boolean antialias,
      @ForAll @IntRange(min = 1, max = 23) int height,
      @ForAll @IntRange(min = 1, max = 23) int width) {
    boolean smooth = antialias && mode != Resize.Mode.NEAREST;
    boolean drops =
        exclude && mode != Resize.Mode.NEAREST && transform != Resize.Transform.TF_CROP_AND_RESIZE;
    Resize op = resize(mode, transform, nearest, drops, smooth, Ints.of(2, 3, height, width));
    check(
        op,
        1e-5,
        List.of(random(1, DType.FLOAT32, 2, 3, 7, 9)),
        type(DType.FLOAT32, 2, 3, height, width));
  }

  @Test
  void channelsLast() {
    for (Resize.Mode mode : Resize.Mode.values()) {
      Resize op =
          resize(
              mode,
              Resize.Transform.HALF_PIXEL,
              Resize.Nearest.ROUND_PREFER_FLOOR,
              false,
              false,
              Ints.of(2, 14, 5, 24));
      check(
          op,
          1e-5,
          List.of(random(1, DType.FLOAT32, 2, 7, 9, 24)),
          type(DType.FLOAT32, 2, 14, 5, 24));
    }
  }

  @Test
  void volumesAndOtherTypes() {
    for (Resize.Mode mode : Resize.Mode.values()) {
      Resize op =
          resize(
              mode,
              Resize.Transform.ASYMMETRIC,
              Resize.Nearest.FLOOR,
              false,
              false,
              Ints.of(1, 4, 6, 10));
      check(
          op,
          1e-5,
          List.of(random(1, DType.FLOAT32, 1, 2, 3, 5)),
          type(DType.FLOAT32, 1, 4, 6, 10));
      check(
          op,
          1e-12,
          List.of(random(1, DType.FLOAT64, 1, 2, 3, 5)),
          type(DType.FLOAT64, 1, 4, 6, 10));
    }
    Resize nearest =
        resize(
            Resize.Mode.NEAREST,
            Resize.Transform.ASYMMETRIC,
            Resize.Nearest.FLOOR,
            false,
            false,
            Ints.of(1, 4, 6, 10));
    for (DType dtype : DType.values()) {
      check(nearest, 0, List.of(random(1, dtype, 1, 2, 3, 5)), type(dtype, 1, 4, 6, 10));
    }
  }

  @Test
  void fractionalScales() {
    for (Resize.Transform transform : Resize.Transform.values()) {
      if (transform == Resize.Transform.TF_CROP_AND_RESIZE) {
        continue;
      }
      Resize op =
          new Resize(
              Resize.Mode.LINEAR,
              transform,
              Resize.Nearest.FLOOR,
              -0.75f,
              false,
              0f,
              false,
              Resize.Policy.STRETCH,
              Ints.EMPTY,
              List.of(1f, 1f, 0.6f, 1.7f),
              null,
              null);
      check(
          op,
          1e-5,
          List.of(random(1, DType.FLOAT32, 1, 2, 7, 9)),
          type(DType.FLOAT32, 1, 2, 4, 15));
    }
  }
}
