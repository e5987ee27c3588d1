package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.graph;
import static dev.gatun.onnx.Onnx.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.OnnxOperators;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.op.Ints;
import dev.gatun.op.Tile;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The list of operator versions fits the importer, and the importer heeds it.
class OperatorVersionsTest {
  @Test
  void everyOperatorOfTheImporterHasItsVersions() {
    assertEquals(OperatorTable.names(), OnnxOperators.versions().keySet());
    assertEquals(List.of(1, 11, 22), OnnxOperators.versions().get("Conv"));
    OnnxOperators.versions()
        .forEach((name, versions) -> {
          assertEquals(versions.stream().sorted().distinct().toList(), versions, name);
          assertTrue(versions.getLast() <= Opsets.NEWEST, name);
        });
  }

  @Test
  void anOpsetBeforeTheFirstVersionIsRefused() {
    var e =
        assertThrows(
            UnsupportedOperatorException.class,
            () -> Onnx.load(13, graph("x").addNode(node("LayerNormalization", "x x", "y"))));
    assertTrue(e.getMessage().contains("opset 13, the first version read is 17"), e.getMessage());
  }

  @Test
  void theFirstTileRepeatsOneAxis() {
    var graph = graph().addNode(node("Tile", "x n axis", "y"));
    graph.addInput(Onnx.value("x", Onnx.FLOAT, 2, 3));
    graph.addInitializer(integer("n", 4)).addInitializer(integer("axis", 1));
    assertEquals(new Tile(Ints.of(1, 4)), Onnx.only(1, graph).op());
  }

  private static TensorProto.Builder integer(String name, long value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(Onnx.INT64)
        .addDims(1)
        .addInt64Data(value);
  }
}
