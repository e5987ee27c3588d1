package dev.gatun.bench.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Shape;
import dev.gatun.bench.layers.Layer.From;
import dev.gatun.bench.layers.Layer.Operand;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.Op;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class LayerTableTest {
  private static Map<Layer, Integer> table(String name) {
    Network network = Zoo.network(name);
    return LayerTable.of(network, network.small());
  }

  private static int count(Map<Layer, Integer> table, Predicate<Op> of) {
    return table.entrySet().stream()
        .filter(entry -> of.test(entry.getKey().op()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /// Sandler and others, 2018: 17 blocks of three convolutions, the first of two; two more, a mean
  /// and a classifier; ten blocks have a shortcut.
  @Test
  void mobileNetV2HasTheLayersOfItsPaper() {
    Map<Layer, Integer> table = table("mobilenet-v2");
    assertEquals(52, count(table, op -> op instanceof Conv));
    assertEquals(17, count(table, op -> op instanceof Conv conv && conv.groups() > 1));
    assertEquals(1, table.keySet().stream().filter(l -> l.title().startsWith("global")).count());
    assertEquals(1, table.keySet().stream().filter(l -> l.title().startsWith("dense")).count());
    int residuals =
        table.entrySet().stream()
            .filter(entry -> entry.getKey().has(3))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertEquals(10, residuals);
    assertEquals(
        35,
        count(table, op -> op instanceof Conv c && c.activation().kind() == Activation.Kind.CLIP));
  }

  @Test
  void layersThatRepeatAreThereOnce() {
    Map<Layer, Integer> table = table("mobilenet-v1");
    assertEquals(27, count(table, op -> op instanceof Conv));
    assertEquals(2, table.values().stream().filter(count -> count == 5).count());
    assertFalse(table.keySet().stream().anyMatch(layer -> layer.has(3)));
  }

  @Test
  void poolsAreLayers() {
    Map<Layer, Integer> table = table("lenet-5");
    assertTrue(table.keySet().stream().anyMatch(layer -> layer.title().contains("pool")));
  }

  @Test
  void titlesTellWhatDecides() {
    Conv op = Conv.of(3, 3).withStride(2).withPad(1).withActivation(Activation.RELU);
    Layer layer =
        new Layer(
            op,
            List.of(
                new Operand(From.LAYER, Shape.of(1, 8, 5, 7)),
                new Operand(From.FILE, Shape.of(4, 8, 3, 3)),
                Operand.ABSENT,
                new Operand(From.LAYER, Shape.of(1, 4, 3, 4))),
            Shape.of(1, 4, 3, 4));
    assertEquals("conv 3×3/2 8×5×7 → 4×3×4 +residual RELU", layer.title());
    assertEquals(4 * 3 * 4 * 8 * 9, layer.multiplyAdds());
    assertEquals(4 * (8 * 5 * 7 + 4 * 8 * 9 + 2 * 4 * 3 * 4), layer.bytes());
    assertFalse(layer.has(2));
    assertFalse(layer.has(4));
  }
}
