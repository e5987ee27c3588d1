package dev.gatun.conformance.zoo.detection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.Tensor;
import dev.gatun.conformance.zoo.detection.Priors.Extent;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Boxes and priors against numbers found by hand.
class DenseBoxesTest {
  private static final float CLOSE = 1e-6f;

  @Test
  void priorsStandOnCellCentresRowByRow() {
    Extent flat = Extent.of(0.2, 4); // 0.4 by 0.1
    Extent square = new Extent(0.3, 0.3);
    // A map of 1 by 2 cells, whose centres are (0.25, 0.5) and (0.75, 0.5).
    float[] corners =
        values(map -> new Priors().grid(map, List.of(flat, square)).corners(map.net()), 1, 2);
    float[] expected = {
      0.05f, 0.45f, 0.45f, 0.55f, 0.1f, 0.35f, 0.4f, 0.65f,
      0.55f, 0.45f, 0.95f, 0.55f, 0.6f, 0.35f, 0.9f, 0.65f
    };
    assertArrayEquals(expected, corners, CLOSE);
  }

  @Test
  void yoloBoxes() {
    // On 2 by 2 cells the last cell's centre is (0.75, 0.75). sigmoid(0) is the cell's middle, and
    // sigmoid(ln 3) = 0.75 is a quarter of a cell, so an eighth of the picture, behind it; the
    // anchor is 0.2 by 0.4, and e^(ln 2) doubles its width: 0.4 by 0.4.
    float[] row = {0, (float) Math.log(3), (float) Math.log(2), 0, 9, 9};
    float[] boxes =
        values(
            map -> {
              Net net = map.net();
              Value rows = net.constant("rows", repeated(row, 4));
              return Darknet.boxes(
                  rows, map, new Priors().grid(map, List.of(new Extent(0.2, 0.4))));
            },
            2,
            2);
    assertEquals(16, boxes.length);
    float[] last = {boxes[12], boxes[13], boxes[14], boxes[15]};
    assertArrayEquals(new float[] {0.55f, 0.675f, 0.95f, 1.075f}, last, CLOSE);
  }

  @Test
  void ssdBoxes() {
    // One cell: centre (0.5, 0.5), 0.4 by 0.2. With the variances 0.1 and 0.2, an answer of 5 moves
    // by half the extent, and one of 5·ln 2 doubles it.
    float[] row = {5, -5, (float) (5 * Math.log(2)), 0};
    float[] boxes =
        values(
            map -> {
              Net net = map.net();
              Priors priors = new Priors().grid(map, List.of(new Extent(0.4, 0.2)));
              Value offsets = net.constant("offsets", repeated(row, 1));
              return Boxes.decoded(priors.corners(net), offsets, 10, 5);
            },
            1,
            1);
    assertArrayEquals(new float[] {0.3f, 0.3f, 1.1f, 0.5f}, boxes, CLOSE);
  }

  @Test
  void reorganisedAsDarknetDoes() {
    // Darknet's result at channel k, row j, column i of the extents that come in is the number at
    // channel k % (C/4), row 2j + k / (C/4) / 2, column 2i + k / (C/4) % 2 of `[C/4, 2H, 2W]`.
    int c = 8;
    int h = 4;
    int w = 6;
    float[] x = new float[c * h * w];
    float[] expected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
      int column = 2 * (i % w) + i / (h * w) / (c / 4) % 2;
      int row = 2 * (i / w % h) + i / (h * w) / (c / 4) / 2;
      int channel = i / (h * w) % (c / 4);
      expected[i] = column + 2 * w * (row + 2 * h * channel);
    }
    assertArrayEquals(expected, values(YoloV2::reorganised, h, w, x), 0);
  }

  @Test
  void rowsFollowTheGrid() {
    // Two rows of two numbers in each of two cells: channels are the rows one behind the other.
    float[] rows = values(map -> DenseBoxes.rows(map, 2), 1, 2, 0, 10, 1, 11, 2, 12, 3, 13);
    assertArrayEquals(new float[] {0, 1, 2, 3, 10, 11, 12, 13}, rows, 0);
  }

  private static Tensor repeated(float[] row, int times) {
    float[] all = new float[row.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = row[i % row.length];
    }
    return Tensor.of(all, 1, times, row.length);
  }

  /// What a few layers give on a map of `height` by `width` cells that holds `numbers`.
  private static float[] values(
      Function<Value, Value> layers, int height, int width, float... numbers) {
    int channels = Math.max(1, numbers.length / (height * width));
    Network network =
        Network.of(
                "boxes",
                2016,
                "",
                net -> {
                  Value map = net.input("map", Open.NOTHING);
                  net.output("y", layers.apply(map));
                })
            .input(channels, height, width);
    Net net = network.define(network.input(), 1);
    float[] filled = numbers.length == 0 ? new float[height * width] : numbers;
    Tensor map = Tensor.of(filled, 1, channels, height, width);
    byte[] file = network.file(net).toByteArray();
    try (Session session = Model.parse(file).compile()) {
      return session.run(Map.of("map", map)).get("y").toFloats();
    }
  }
}
