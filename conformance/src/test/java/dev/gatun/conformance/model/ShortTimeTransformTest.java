package dev.gatun.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/// STFT as it is lowered, against its definition.
class ShortTimeTransformTest {
  @Property(tries = 60)
  void followsItsDefinition(
      @ForAll @IntRange(min = 8, max = 30) int total,
      @ForAll @IntRange(min = 1, max = 8) int length,
      @ForAll @IntRange(min = 1, max = 5) int step,
      @ForAll boolean weighed,
      @ForAll boolean complex) {
    Tensor signal = random(1, 2, total, complex ? 2 : 1);
    int width = weighed ? Math.max(1, length - 2) : length;
    Tensor window = weighed ? random(2, width) : null;
    Tensor y =
        new OneNodeModel(17, "STFT")
            .attribute("onesided", complex ? 0 : 1)
            .run(signal, Tensor.scalar((long) step), window, Tensor.scalar((long) length))
            .getFirst();
    int frames = (total - length) / step + 1;
    int bins = complex ? length : length / 2 + 1;
    assertEquals(Shape.of(2, frames, bins, 2), y.shape());
    for (int flat = 0; flat < 2 * frames * bins; flat++) {
      int frame = flat / bins % frames;
      int batch = flat / bins / frames;
      double[] sum = {0, 0};
      for (int t = 0; t < width; t++) {
        double angle = -2 * Math.PI * (flat % bins) * t / length;
        long place = ((long) batch * total + (long) frame * step + t) * (complex ? 2 : 1);
        double re = signal.getDouble(place) * weight(window, t);
        double im = complex ? signal.getDouble(place + 1) * weight(window, t) : 0;
        sum[0] += re * Math.cos(angle) - im * Math.sin(angle);
        sum[1] += re * Math.sin(angle) + im * Math.cos(angle);
      }
      assertEquals(sum[0], y.getDouble(2L * flat), 1e-5);
      assertEquals(sum[1], y.getDouble(2L * flat + 1), 1e-5);
    }
  }

  private static double weight(@Nullable Tensor window, int t) {
    return window == null ? 1 : window.getDouble(t);
  }

  private static Tensor random(long seed, long... dims) {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, Shape.of(dims));
    Random random = new Random(seed);
    for (long i = 0; i < tensor.shape().size(); i++) {
      tensor.setDouble(i, random.nextGaussian());
    }
    return tensor;
  }
}
