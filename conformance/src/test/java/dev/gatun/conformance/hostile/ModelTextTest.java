package dev.gatun.conformance.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.ModelProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The language of models.
class ModelTextTest {
  private static float[] run(String text, Map<String, Tensor> inputs) {
    SessionOptions options = SessionOptions.defaults().withBackend("reference");
    try (Session session = Model.parse(ModelText.model(text).toByteArray()).compile(options)) {
      return session.run(inputs).get("y").toFloats();
    }
  }

  @Test
  void aTextRuns() {
    Tensor x = Tensor.of(new float[] {-1, 2}, 2);
    assertArrayEquals(
        new float[] {2, 4},
        run(
            "in x f32[2]; const k f32[2] 1 2; a = Abs x; b = Add a,k; y = Max b,a; out y",
            Map.of("x", x)));
  }

  @Test
  void bodiesAndFunctionsRun() {
    Tensor x = Tensor.of(new float[] {-1, 2}, 2);
    String text =
        "opset 1 my; in x f32[2]; const c bool[] 1; fun my::F a -> b {b = Neg a};"
            + " y = If c then_branch={s = my::F x; out s} else_branch={t = Abs x; out t}; out y";
    assertThrows(RuntimeException.class, () -> ModelText.model("y"));
    assertEquals(1, ModelText.model(text).getFunctionsCount());
    assertEquals(2, ModelText.model(text).getGraph().getNode(0).getAttributeCount());
    assertArrayEquals(
        new float[] {1, -2},
        run(
            "opset 1 my; in x f32[2]; fun my::F a -> b {b = Neg a}; y = my::F x; out y",
            Map.of("x", x)));
  }

  @Test
  void attributesHaveTheTypesOfTheirValues() {
    ModelProto model =
        ModelText.model("y = F () i=3 f=1e3 s='a b' l=1,2 g=0.5,1.0 e=[] one=1, t=<i64[2] 4 5>");
    List<AttributeProto.AttributeType> types =
        model.getGraph().getNode(0).getAttributeList().stream()
            .map(AttributeProto::getType)
            .toList();
    assertEquals(
        List.of("INT", "FLOAT", "STRING", "INTS", "FLOATS", "INTS", "INTS", "TENSOR"),
        types.stream().map(Enum::name).toList());
    assertEquals(List.of(1L), model.getGraph().getNode(0).getAttribute(6).getIntsList());
    assertEquals("a b", model.getGraph().getNode(0).getAttribute(2).getS().toStringUtf8());
  }

  @Test
  void statementsThatAreNoneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> ModelText.model("y = Relu"));
    assertThrows(IllegalArgumentException.class, () -> ModelText.model("in x f99[2]"));
    assertThrows(IllegalArgumentException.class, () -> ModelText.model("y = Relu x axis"));
  }
}
