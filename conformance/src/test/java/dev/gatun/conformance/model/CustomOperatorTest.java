package dev.gatun.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.ModelFormatException;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import dev.gatun.onnx.proto.TensorShapeProto;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import dev.gatun.op.CustomOp;
import dev.gatun.op.NodeAttributes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Operators that a user brings along, from the file to the result.
class CustomOperatorTest {
  /// y = factor·x.
  private record Scaled(float factor) implements CustomOp {
    static Scaled read(NodeAttributes node) {
      float factor = node.number("factor", 1);
      if (factor == 0) {
        throw new InvalidInputException("got factor 0, required another");
      }
      return new Scaled(factor);
    }

    @Override
    public String domain() {
      return "com.example";
    }

    @Override
    public String type() {
      return "Scaled";
    }

    @Override
    public List<TensorType> outputTypes(List<@Nullable TensorType> inputs) {
      return List.of(Objects.requireNonNull(inputs.getFirst()));
    }

    @Override
    public void run(List<@Nullable Tensor> inputs, List<@Nullable Tensor> outputs) {
      Tensor x = Objects.requireNonNull(inputs.getFirst());
      Tensor y = Objects.requireNonNull(outputs.getFirst());
      for (long i = 0; i < x.shape().size(); i++) {
        y.setDouble(i, factor * x.getDouble(i));
      }
    }
  }

  private static final LoadOptions OPTIONS =
      LoadOptions.defaults().withOperator("com.example", "Scaled", Scaled::read);

  /// Relu behind Scaled, on `[N, 2]`.
  private static ModelProto.Builder model(float factor) {
    AttributeProto attribute =
        AttributeProto.newBuilder()
            .setName("factor")
            .setType(AttributeType.FLOAT)
            .setF(factor)
            .build();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("custom")
            .addInput(input())
            .addNode(
                NodeProto.newBuilder()
                    .setDomain("com.example")
                    .setOpType("Scaled")
                    .addInput("x")
                    .addOutput("s")
                    .addAttribute(attribute))
            .addNode(NodeProto.newBuilder().setOpType("Relu").addInput("s").addOutput("y"))
            .addOutput(ValueInfoProto.newBuilder().setName("y"));
    return ModelProto.newBuilder()
        .setIrVersion(10)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(20))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.example").setVersion(1))
        .setGraph(graph);
  }

  private static ValueInfoProto input() {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(2))
            .build();
    TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName("x")
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static Model load(ModelProto.Builder model, LoadOptions options) {
    return Model.parse(ByteBuffer.wrap(model.build().toByteArray()), options);
  }

  private static float[] run(Model model) {
    SessionOptions options = SessionOptions.defaults().withBackend("reference");
    try (Session session = model.compile(options)) {
      assertEquals("FLOAT32[N,2]", String.valueOf(session.outputs().get("y")));
      return session.run(Tensor.of(new float[] {1, -2, 3, 4}, 2, 2)).toFloats();
    }
  }

  @Test
  void runsAmongOthers() {
    assertArrayEquals(new float[] {3, 0, 9, 12}, run(load(model(3), OPTIONS)));
  }

  @Test
  void isUnknownWithoutRegistration() {
    UnsupportedOperatorException e =
        assertThrows(
            UnsupportedOperatorException.class, () -> load(model(3), LoadOptions.defaults()));
    assertTrue(e.getMessage().contains("com.example.Scaled"), e.getMessage());
  }

  @Test
  void refusedAttributesNameTheNode() {
    ModelFormatException e =
        assertThrows(ModelFormatException.class, () -> load(model(0), OPTIONS));
    assertTrue(
        e.getMessage().contains("node 's' (Scaled") && e.getMessage().contains("got factor 0"),
        e.getMessage());
  }

  /// A function of the model by the name of an operator gives way to it, whether the caller or
  /// Gatun knows it.
  @Test
  void goesBeforeFunctions() {
    ModelProto.Builder model = model(3).addFunctions(negation("com.example", "Scaled"));
    assertArrayEquals(new float[] {3, 0, 9, 12}, run(load(model, OPTIONS)));
    assertArrayEquals(new float[] {0, 2, 0, 0}, run(load(model, LoadOptions.defaults())));
    model.addFunctions(negation("", "Relu"));
    assertArrayEquals(new float[] {3, 0, 9, 12}, run(load(model, OPTIONS)));
  }

  private static FunctionProto negation(String domain, String name) {
    return FunctionProto.newBuilder()
        .setDomain(domain)
        .setName(name)
        .addInput("a")
        .addOutput("b")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(20))
        .addNode(NodeProto.newBuilder().setOpType("Neg").addInput("a").addOutput("b"))
        .build();
  }

  /// Even an operator that Gatun has may be replaced.
  @Test
  void goesBeforeBuiltInOperators() {
    LoadOptions options = OPTIONS.withOperator("", "Relu", _ -> new Scaled(10));
    assertArrayEquals(new float[] {30, -60, 90, 120}, run(load(model(3), options)));
  }
}
