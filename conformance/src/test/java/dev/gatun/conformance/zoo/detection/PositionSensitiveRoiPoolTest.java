package dev.gatun.conformance.zoo.detection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.zoo.net.Examples;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.conformance.zoo.net.Open;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The operator as the hook computes it, as the file's function says it, and by hand.
class PositionSensitiveRoiPoolTest {
  private static final LoadOptions HOOK =
      PositionSensitiveRoiPool.registered(LoadOptions.defaults());
  private static final LoadOptions FUNCTION = LoadOptions.defaults();

  private static byte[] file(PositionSensitiveRoiPool pool, Tensor x, Tensor regions) {
    Network network =
        Network.of(
                "pool",
                2016,
                "the operator alone",
                net ->
                    net.output(
                        "y",
                        pool.applied(
                            net.input("x", Open.NOTHING),
                            net.input("rois", regions, List.of("R", "5"))),
                        "R",
                        "",
                        "",
                        ""))
            .input(x.shape().dim(1), x.shape().dim(2), x.shape().dim(3));
    return network.file(network.define(x.shape(), 1)).toByteArray();
  }

  private static Tensor run(
      PositionSensitiveRoiPool pool, Tensor x, Tensor regions, LoadOptions options) {
    Model model = Model.parse(ByteBuffer.wrap(file(pool, x, regions)), options);
    SessionOptions reference = SessionOptions.defaults().withBackend("reference");
    try (Session session = model.compile(reference)) {
      return session.run(List.of(x, regions)).getFirst();
    }
  }

  /// Maps of 4 × 6 places, in which place (row, column) of map m says 100·m + 10·row + column.
  private static Tensor places(int maps) {
    float[] x = new float[maps * 4 * 6];
    for (int i = 0; i < x.length; i++) {
      x[i] = 100 * (i / 24) + 10 * (i / 6 % 4) + i % 6;
    }
    return Tensor.of(x, 1, maps, 4, 6);
  }

  private static void assertMeans(float[] expected, float... corners) {
    PositionSensitiveRoiPool pool = new PositionSensitiveRoiPool(0.5f, 1, 2);
    float[] region = {0, corners[0], corners[1], corners[2], corners[3]};
    Tensor regions = Tensor.of(region, 1, 5);
    for (LoadOptions options : List.of(HOOK, FUNCTION)) {
      assertArrayEquals(expected, run(pool, places(4), regions, options).toFloats(), 1e-4f);
    }
  }

  @Test
  void aPictureThatIsNotThereIsRefused() {
    PositionSensitiveRoiPool pool = new PositionSensitiveRoiPool(0.5f, 1, 2);
    Tensor regions = Tensor.of(new float[] {1, 2, 2, 9, 5}, 1, 5);
    assertThrows(InvalidInputException.class, () -> run(pool, places(4), regions, HOOK));
  }

  /// Columns 2 to 9 are places 1 to 5, borders at 1, 3 and 5; rows 2 to 5 are places 1 to 3.
  @Test
  void partsOfWholePlaces() {
    float[] expected = {11.5f, 113.5f, 221.5f, 323.5f};
    assertMeans(expected, 2, 2, 9, 5);
    assertMeans(expected, 1.5f, 2.4f, 9.4f, 4.5f); // rounded to the same pixels
  }

  /// Columns 1 to 4 are places ½ to 2½, borders at ½, 1½ and 2½: both parts see the middle place.
  @Test
  void partsShareThePlaceOfTheirBorder() {
    assertMeans(new float[] {0.5f, 101.5f, 210.5f, 311.5f}, 1, 0, 4, 3);
  }

  @Test
  void partsOutsideTheMapAreZero() {
    assertMeans(new float[4], 20, 20, 30, 30);
    // the left half lies outside, and of the right half the columns 0 and 1 lie inside
    assertMeans(new float[] {0, 110.5f, 0, 320.5f}, -4, 2, 3, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void hookAndFunctionAgree(int parts) {
    PositionSensitiveRoiPool pool = new PositionSensitiveRoiPool(1f / 16, 2, parts);
    Tensor x = Examples.smooth(Shape.of(2, 2L * parts * parts, 9, 13), 1);
    float[] regions = new float[5 * 20];
    float[] boxes = Examples.boxes(20, 260, 180, 1).toFloats();
    for (int i = 0; i < 20; i++) {
      regions[5 * i] = i % 2;
      for (int k = 0; k < 4; k++) {
        regions[5 * i + 1 + k] = boxes[4 * i + k] - 20;
      }
    }
    Tensor rows = Tensor.of(regions, 20, 5);
    Tensor hook = run(pool, x, rows, HOOK);
    assertEquals(Shape.of(20, 2, parts, parts), hook.shape());
    assertArrayEquals(run(pool, x, rows, FUNCTION).toFloats(), hook.toFloats(), 1e-5f);
  }

  /// Each way is really taken.
  @Test
  void theHookReplacesTheFunction() {
    byte[] file =
        file(
            new PositionSensitiveRoiPool(0.5f, 1, 2),
            places(4),
            Tensor.of(new float[] {0, 2, 2, 9, 5}, 1, 5));
    assertTrue(titles(file, HOOK).contains("dev.gatun.zoo.PSRoiPool"));
    List<String> inlined = titles(file, FUNCTION);
    assertTrue(inlined.stream().noneMatch(title -> title.contains("PSRoiPool")), inlined::toString);
  }

  private static List<String> titles(byte[] file, LoadOptions options) {
    return Model.parse(ByteBuffer.wrap(file), options).graph().nodes().stream()
        .map(node -> node.op().title())
        .toList();
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(InvalidInputException.class, () -> new PositionSensitiveRoiPool(0, 1, 2));
    PositionSensitiveRoiPool pool = new PositionSensitiveRoiPool(0.5f, 1, 2);
    Tensor regions = Tensor.of(new float[] {0, 2, 2, 9, 5}, 1, 5);
    assertThrows(RuntimeException.class, () -> run(pool, places(3), regions, HOOK));
  }
}
