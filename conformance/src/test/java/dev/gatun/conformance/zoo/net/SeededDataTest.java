package dev.gatun.conformance.zoo.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeededDataTest {
  private static final int COUNT = 100_003; // more than a buffer, and no multiple of one

  private static SeededData weights(long seed, String name) {
    return SeededData.weights(Shape.of(COUNT), seed, name, 50, Math.sqrt(2));
  }

  @Test
  void theFileHoldsWhatTheArrayDoes() throws IOException {
    SeededData data = weights(1, "conv1.weight");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    data.writeTo(out);
    float[] written = new float[COUNT];
    ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(written);
    assertEquals(4 * COUNT, out.size());
    assertArrayEquals(data.toArray(), written);
  }

  @Test
  void weightsHaveTheVarianceOfHe() {
    float[] w = weights(1, "conv1.weight").toArray();
    double mean = 0;
    double square = 0;
    for (float each : w) {
      mean += each / COUNT;
      square += (double) each * each / COUNT;
    }
    assertEquals(0, mean, 0.002);
    assertEquals(2.0 / 50, square, 0.001);
  }

  @Test
  void seedAndNameDecide() {
    float[] w = weights(1, "conv1.weight").toArray();
    assertArrayEquals(w, weights(1, "conv1.weight").toArray());
    assertFalse(Arrays.equals(w, weights(2, "conv1.weight").toArray()));
    assertFalse(Arrays.equals(w, weights(1, "conv2.weight").toArray()));
    // Files of one seed stay the same in the future.
    assertEquals("[0.1694848, -0.29266587, -0.3316023]", Arrays.toString(Arrays.copyOf(w, 3)));
  }

  @Test
  void neighboursAreNotRelated() {
    float[] w = weights(3, "w").toArray();
    double product = 0;
    for (int i = 1; i < COUNT; i++) {
      product += w[i - 1] * w[i] / COUNT;
    }
    assertEquals(0, product, 0.0005);
  }

  @Test
  void examplesAreSmoothAndOfUnitSize() {
    Tensor x = Examples.smooth(Shape.of(2, 3, 40, 56), 6);
    double mean = 0;
    double square = 0;
    double step = 0;
    for (long i = 1; i < x.shape().size(); i++) {
      mean += x.getDouble(i) / x.shape().size();
      square += Math.pow(x.getDouble(i), 2) / x.shape().size();
      step += Math.pow(x.getDouble(i) - x.getDouble(i - 1), 2) / x.shape().size();
    }
    assertEquals(0, mean, 0.2);
    assertTrue(square > 0.7 && square < 2, "variance " + square);
    assertTrue(step < square / 5, "neighbours differ by " + step + " of " + square);
  }

  @Test
  void boxesLieInsideThePicture() {
    double[] boxes = Examples.boxes(500, 320, 200, 9).toDoubles();
    for (int i = 0; i < boxes.length; i += 4) {
      assertTrue(0 <= boxes[i] && boxes[i + 2] < 320 && boxes[i + 2] - boxes[i] >= 0.2 * 319);
      assertTrue(0 <= boxes[i + 1] && boxes[i + 3] < 200 && boxes[i + 3] - boxes[i + 1] >= 39);
    }
  }
}
