package dev.gatun.conformance.graphs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphGeneratorTest {
  private static final int GRAPHS = 900;

  @Test
  void aSeedIsAGraphAndItsData() {
    byte[] once = RandomGraph.of(7).file().toByteArray();
    assertArrayEquals(once, RandomGraph.of(7).file().toByteArray());
    assertArrayEquals(
        RandomGraph.of(7).data().getFirst().toFloats(),
        RandomGraph.of(7).data().getFirst().toFloats());
  }

  @Test
  void graphsHaveAllThatNetworksHave() throws InvalidProtocolBufferException {
    Set<String> seen = new HashSet<>();
    Set<Integer> opsets = new HashSet<>();
    for (long seed = 0; seed < GRAPHS; seed++) {
      RandomGraph graph = RandomGraph.of(seed);
      opsets.add(graph.opset());
      note(seen, ModelProto.parseFrom(graph.file().toByteArray()).getGraph());
      graph.data().forEach(tensor -> seen.add("rank " + tensor.shape().rank()));
    }
    assertEquals(Set.of(9, 11, 13, 15, 17, 18, 20, 21, 22), opsets);
    List<String> required =
        List.of(
            ("Conv ConvTranspose MaxPool AveragePool BatchNormalization InstanceNormalization "
                    + "LayerNormalization GroupNormalization LRN Relu LeakyRelu Sigmoid Tanh Elu Selu "
                    + "Softplus Softsign HardSigmoid Abs Neg Clip PRelu Dropout Identity Erf Celu "
                    + "HardSwish Mish Gelu Add Sub Mul Div Max Min Sum Concat Split Transpose Reshape "
                    + "Flatten DepthToSpace SpaceToDepth Pad Slice Resize Upsample ReduceMean ReduceMax "
                    + "ReduceSum ReduceL2 GlobalAveragePool GlobalMaxPool Softmax LogSoftmax Gemm MatMul")
                .split(" "));
    Set<String> missing = new HashSet<>(required);
    missing.addAll(
        List.of(
            "rank 3",
            "rank 4",
            "rank 5",
            "two inputs",
            "two outputs",
            "symbol N",
            "symbol H",
            "group",
            "dilations",
            "ceil_mode",
            "count_include_pad",
            "auto_pad",
            "output_padding"));
    missing.removeAll(seen);
    assertEquals(Set.of(), missing);
  }

  private static void note(Set<String> seen, GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      seen.add(node.getOpType());
      node.getAttributeList().forEach(attribute -> seen.add(attribute.getName()));
    }
    seen.add(graph.getInputCount() > 1 ? "two inputs" : "one input");
    seen.add(graph.getOutputCount() > 1 ? "two outputs" : "one output");
    graph
        .getInputList()
        .forEach(input ->
            input
                .getType()
                .getTensorType()
                .getShape()
                .getDimList()
                .forEach(dim -> seen.add("symbol " + dim.getDimParam())));
  }

  @Test
  void graphsAreOfAllSizes() {
    int largest = 0;
    int small = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      int size = RandomGraph.of(seed).size();
      largest = Math.max(largest, size);
      small += size <= 3 ? 1 : 0;
    }
    assertTrue(largest >= 30, "the largest has " + largest + " layers");
    assertTrue(small > 0 && small < GRAPHS / 4, small + " have 3 layers at most");
  }
}
