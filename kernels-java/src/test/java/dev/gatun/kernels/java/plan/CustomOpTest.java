package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Tensor;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.CustomOp;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A user's operator between ours, on the layouts that ours choose.
final class CustomOpTest {
  /// y = x with its channels in reverse order.
  private record Reversed() implements CustomOp {
    @Override
    public String domain() {
      return "com.example";
    }

    @Override
    public String type() {
      return "Reversed";
    }

    @Override
    public List<TensorType> outputTypes(List<@Nullable TensorType> inputs) {
      return List.of(Objects.requireNonNull(inputs.getFirst()));
    }

    @Override
    public void run(List<@Nullable Tensor> inputs, List<@Nullable Tensor> outputs) {
      Tensor x = Objects.requireNonNull(inputs.getFirst());
      Tensor y = Objects.requireNonNull(outputs.getFirst());
      long channels = x.shape().dim(1);
      long pixels = x.shape().size(2, x.shape().rank());
      for (long i = 0; i < x.shape().size(); i++) {
        long image = i / (channels * pixels);
        long channel = channels - 1 - i / pixels % channels;
        y.setDouble((image * channels + channel) * pixels + i % pixels, x.getDouble(i));
      }
    }
  }

  @Test
  void runsBetweenConvolutions() {
    GraphCase test =
        new GraphCase()
            .input("x", 2, 16, 9, 9)
            .constant("w", 16, 16, 3, 3)
            .node(Conv.of(3, 3).withPad(1), List.of("x", "w"), "a", 2, 16, 9, 9)
            .node(new Reversed(), List.of("a"), "b", 2, 16, 9, 9)
            .node(new Activate(Activation.RELU), List.of("b"), "c", 2, 16, 9, 9)
            .node(Conv.of(3, 3).withPad(1), List.of("c", "w"), "y", 2, 16, 9, 9);
    assertEquals(0, test.error("y"), 2e-6);
    assertEquals("custom.com.example.Reversed", test.kernel("b"));
  }
}
