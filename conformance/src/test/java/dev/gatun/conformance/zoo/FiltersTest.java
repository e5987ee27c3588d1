package dev.gatun.conformance.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the filters give on pictures of other sizes than their files were written for, beside
/// formulas that say the same in another way.
class FiltersTest {
  private static final int BATCH = 2;
  private static final int CHANNELS = 3;
  private static final int HEIGHT = 6;
  private static final int WIDTH = 9;
  private static final float[] NOISE = noise();

  /// What a filter gives at one place.
  private interface Formula {
    double at(Plane x, int row, int column);
  }

  /// One channel of a picture, which goes on beyond its border as if mirrored.
  private record Plane(int index) {
    double at(int row, int column) {
      int r = mirrored(row, HEIGHT);
      int c = mirrored(column, WIDTH);
      return NOISE[(index * HEIGHT + r) * WIDTH + c];
    }

    private static int mirrored(int i, int extent) {
      return i < 0 ? -i : i >= extent ? 2 * (extent - 1) - i : i;
    }
  }

  @Test
  void gaussianIsTwoPassesOfOneDimension() {
    double[] bell = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};
    Formula smooth =
        (x, r, c) -> {
          double sum = 0;
          for (int down = -2; down <= 2; down++) {
            double row = 0;
            for (int right = -2; right <= 2; right++) {
              row += bell[right + 2] * x.at(r + down, c + right);
            }
            sum += bell[down + 2] * row;
          }
          return sum;
        };
    assertFilter("gaussian", "smooth", smooth);
  }

  @Test
  void sharpenTakesTheLaplacianAway() {
    Formula sharp =
        (x, r, c) -> {
          double alongRow = x.at(r, c - 1) - 2 * x.at(r, c) + x.at(r, c + 1);
          double alongColumn = x.at(r - 1, c) - 2 * x.at(r, c) + x.at(r + 1, c);
          return x.at(r, c) - (alongRow + alongColumn);
        };
    assertFilter("sharpen", "sharp", sharp);
  }

  @Test
  void embossAddsTheRiseTowardsTheLowerRight() {
    Formula relief =
        (x, r, c) ->
            x.at(r, c)
                + (x.at(r, c + 1) - x.at(r, c - 1))
                + (x.at(r + 1, c) - x.at(r - 1, c))
                + 2 * (x.at(r + 1, c + 1) - x.at(r - 1, c - 1));
    assertFilter("emboss", "relief", relief);
  }

  @Test
  void sobelIsADifferenceAcrossAndAMeanAlong() {
    assertGradient("sobel", 1, 2);
  }

  @Test
  void scharrIsADifferenceAcrossAndAMeanAlong() {
    assertGradient("scharr", 3, 10);
  }

  private static void assertGradient(String filter, double side, double middle) {
    Formula right =
        (x, r, c) ->
            side * (x.at(r - 1, c + 1) - x.at(r - 1, c - 1))
                + middle * (x.at(r, c + 1) - x.at(r, c - 1))
                + side * (x.at(r + 1, c + 1) - x.at(r + 1, c - 1));
    Formula down =
        (x, r, c) ->
            side * (x.at(r + 1, c - 1) - x.at(r - 1, c - 1))
                + middle * (x.at(r + 1, c) - x.at(r - 1, c))
                + side * (x.at(r + 1, c + 1) - x.at(r - 1, c + 1));
    assertFilter(filter, "x", right);
    assertFilter(filter, "y", down);
    assertFilter(filter, "magnitude", (x, r, c) -> Math.hypot(right.at(x, r, c), down.at(x, r, c)));
  }

  @Test
  void gradientsOfARamp() {
    float[] ramp = new float[CHANNELS * HEIGHT * WIDTH];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = 3 * (i % WIDTH) + 4 * (i / WIDTH % HEIGHT);
    }
    int inside = 2 * WIDTH + 4;
    // Weights on each side add to 4 or 16, two pixels apart.
    assertEquals(8 * 3, ran("sobel", ramp, 1, CHANNELS, HEIGHT, WIDTH, "x")[inside]);
    assertEquals(8 * 4, ran("sobel", ramp, 1, CHANNELS, HEIGHT, WIDTH, "y")[inside]);
    assertEquals(8 * 5, ran("sobel", ramp, 1, CHANNELS, HEIGHT, WIDTH, "magnitude")[inside]);
    assertEquals(32 * 5, ran("scharr", ramp, 1, CHANNELS, HEIGHT, WIDTH, "magnitude")[inside]);
  }

  @Test
  void cannyFindsNothingInAnEvenPicture() {
    float[] even = canvas(12, 10, (row, column) -> 0.7);
    assertArrayEquals(new float[even.length], edges(even, 12, 10));
  }

  @Test
  void cannyKeepsTheFirstOfTwoEqualPixelsAtAStep() {
    float[] step = canvas(12, 10, (row, column) -> column < 5 ? 0 : 1);
    assertArrayEquals(canvas(12, 10, (row, column) -> column == 4 ? 1 : 0), edges(step, 12, 10));
    float[] turned = canvas(12, 10, (row, column) -> row < 7 ? 1 : 0);
    assertArrayEquals(canvas(12, 10, (row, column) -> row == 6 ? 1 : 0), edges(turned, 12, 10));
  }

  @Test
  void cannyFollowsBothDiagonals() {
    int extent = 16;
    float[] falling = canvas(extent, extent, (row, column) -> side(column - row));
    assertOnDiagonal(edges(falling, extent, extent), (row, column) -> row == column ? 1 : 0);
    float[] rising = canvas(extent, extent, (row, column) -> side(column + row - extent));
    assertOnDiagonal(
        edges(rising, extent, extent), (row, column) -> row + column == extent ? 1 : 0);
  }

  /// Compares all but a border, where mirroring bends a diagonal.
  private static void assertOnDiagonal(float[] edges, Picture expected) {
    int extent = 16;
    for (int row = 4; row < extent - 4; row++) {
      for (int column = 4; column < extent - 4; column++) {
        assertEquals(expected.at(row, column), edges[row * extent + column], row + " " + column);
      }
    }
  }

  /// An edge fades from row to row until it would be too weak by itself, for a dozen rows that one
  /// round of hysteresis each reaches; another one of the same weakness leads nowhere.
  @Test
  void cannyFollowsAFadingEdgeForManyRounds() {
    int height = 48;
    int width = 28;
    Picture fading =
        (row, column) -> side(column - 8) * Math.max(0.2, 1 - 0.02 * row) + side(column - 18) * 0.2;
    float[] picture = canvas(height, width, fading);
    float[] expected = canvas(height, width, (row, column) -> column == 8 ? 1 : 0);
    assertArrayEquals(expected, edges(picture, height, width));
  }

  @Test
  void cannyMeasuresEachPictureByItself() {
    Picture step = (row, column) -> side(column - 4);
    float[] pictures = new float[2 * 12 * 10];
    System.arraycopy(canvas(12, 10, step), 0, pictures, 0, 120);
    System.arraycopy(
        canvas(12, 10, (row, column) -> 0.01 * step.at(row, column)), 0, pictures, 120, 120);
    float[] one = canvas(12, 10, (row, column) -> column == 4 ? 1 : 0);
    float[] both = new float[pictures.length];
    System.arraycopy(one, 0, both, 0, 120);
    System.arraycopy(one, 0, both, 120, 120);
    assertArrayEquals(both, ran("canny", pictures, 2, 1, 12, 10, "edges"));
  }

  @Test
  void nobodyTrainsFiltersAndTheyCostTheirMasks() {
    long pixels = 512 * 512;
    assertCost("sobel", 2 * 9 * 3 * pixels);
    assertCost("scharr", 2 * 9 * 3 * pixels);
    assertCost("sharpen", 9 * 3 * pixels);
    assertCost("emboss", 9 * 3 * pixels);
    assertCost("gaussian", 25 * 3 * pixels);
    assertCost("canny", (25 + 2 * 9) * pixels);
  }

  private static void assertCost(String filter, long multiplyAdds) {
    Network network = Zoo.network(filter);
    Net net = network.define(network.input(), Zoo.SEED);
    assertEquals(0, net.parameters());
    assertEquals(multiplyAdds, net.multiplyAdds());
  }

  private static void assertFilter(String filter, String output, Formula formula) {
    float[] y = ran(filter, NOISE, BATCH, CHANNELS, HEIGHT, WIDTH, output);
    for (int i = 0; i < y.length; i++) {
      Plane plane = new Plane(i / (HEIGHT * WIDTH));
      double expected = formula.at(plane, i / WIDTH % HEIGHT, i % WIDTH);
      assertEquals(expected, y[i], 1e-5, filter + " " + output + " at " + i);
    }
  }

  private static float[] edges(float[] picture, int height, int width) {
    return ran("canny", picture, 1, 1, height, width, "edges");
  }

  /// Runs a file that was written for the small size on a picture of another.
  private static float[] ran(
      String filter, float[] x, int n, int channels, int height, int width, String output) {
    Network network = Zoo.network(filter);
    Net net = network.define(network.small(), Zoo.SEED);
    SessionOptions options = SessionOptions.defaults().withBackend("reference");
    try (Session session = Model.parse(network.file(net).toByteArray()).compile(options)) {
      Tensor y = session.run(Map.of("image", Tensor.of(x, n, channels, height, width))).get(output);
      assertEquals(Shape.of(n, channels, height, width), y.shape());
      return y.toFloats();
    }
  }

  /// Brightness at each place.
  private interface Picture {
    double at(int row, int column);
  }

  private static float[] canvas(int height, int width, Picture picture) {
    float[] values = new float[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) picture.at(i / width, i % width);
    }
    return values;
  }

  /// 0 on one side, 1 on the other, and half way on the line between.
  private static double side(int distance) {
    return (1 + Integer.signum(distance)) / 2.0;
  }

  private static float[] noise() {
    Random random = new Random(7);
    float[] values = new float[BATCH * CHANNELS * HEIGHT * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
