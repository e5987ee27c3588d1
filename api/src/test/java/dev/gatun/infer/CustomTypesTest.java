package dev.gatun.infer;

import static dev.gatun.infer.OneNode.infer;
import static dev.gatun.infer.OneNode.inferAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.InvalidInputException;
import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.UnknownOp;
import dev.gatun.op.CustomOp;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Types of operators that a user brings along.
class CustomTypesTest {
  /// Gives out its first input's type.
  private record Same() implements CustomOp {
    @Override
    public String domain() {
      return "com.example";
    }

    @Override
    public String type() {
      return "Same";
    }

    @Override
    public List<TensorType> outputTypes(List<@Nullable TensorType> inputs) {
      TensorType x = inputs.getFirst();
      if (x == null) {
        throw new InvalidInputException("got no x, required one");
      }
      return List.of(x);
    }

    @Override
    public void run(List<@Nullable Tensor> inputs, List<@Nullable Tensor> outputs) {
      throw new IllegalStateException("types need no run");
    }
  }

  @Test
  void theOperatorTellsThem() {
    assertEquals("f[N,2]", infer(new Same(), "f[N,2]"));
    assertEquals("nothing", infer(new Same(), "f..."));
    assertEquals("f[2]", infer(new Same(), "f[2]", null, "l[3]"));
  }

  @Test
  void misfitsNameTheNode() {
    Exception e = assertThrows(ModelFormatException.class, () -> infer(new Same(), null, "f[2]"));
    assertEquals("node 'it' (com.example.Same): got no x, required one", e.getMessage());
    e = assertThrows(ModelFormatException.class, () -> inferAll(new Same(), 2, "f[2]"));
    assertEquals(
        "node 'it' (com.example.Same): got 1 types of outputs, required 2", e.getMessage());
  }

  @Test
  void placeholdersHaveNone() {
    assertEquals("nothing", infer(new UnknownOp("c", "D", "unknown"), "f[2]"));
  }
}
