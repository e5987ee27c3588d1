package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every function of elements that the device has, at ordinary and at special places.
@RequiresDevice
class ElementwiseTest {
  private static final float[] PLACES = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -0.25f,
    3.75f,
    -6.5f,
    1e-20f,
    -1e-20f,
    90f,
    -90f,
    1e30f,
    -1e30f,
    2.5f,
    -2.5f
  };

  private static final int COUNT = PLACES.length;
  private static final Shape LINE = Shape.of(COUNT);
  private static final Shape SQUARE = Shape.of(COUNT, COUNT);

  private static DeviceNet places() {
    return DeviceNet.of(1)
        .input("line", Tensor.of(PLACES, COUNT))
        .input("column", Tensor.of(PLACES, COUNT, 1));
  }

  @Test
  void activations() {
    DeviceNet net = places();
    StringBuilder results = new StringBuilder();
    for (Activation.Kind kind : Activation.Kind.values()) {
      net.then(new Activate(new Activation(kind, 0.5f, 1.5f)), "line", kind.name(), LINE);
      results.append(' ').append(kind);
    }
    assertOnDevice("unary", Activation.Kind.values().length, net.check(results.toString().strip()));
  }

  @Test
  void functionsOfOneElement() {
    DeviceNet net = places();
    StringBuilder results = new StringBuilder();
    int count = 0;
    for (Unary.Kind kind : Unary.Kind.values()) {
      if (kind.compareTo(Unary.Kind.NOT) < 0) {
        net.then(new Unary(kind), "line", kind.name(), LINE);
        results.append(' ').append(kind);
        count++;
      }
    }
    assertOnDevice("unary", count, net.check(results.toString().strip()));
  }

  @Test
  void functionsOfTwoElements() {
    DeviceNet net = places();
    StringBuilder results = new StringBuilder();
    int count = 0;
    for (Binary.Kind kind : Binary.Kind.values()) {
      if (kind.compareTo(Binary.Kind.AND) < 0) {
        net.then(Binary.of(kind), "line column", kind.name(), SQUARE);
        results.append(' ').append(kind);
        count++;
      }
    }
    net.then(new Binary(Binary.Kind.ADD, Activation.RELU), "line column", "fused", SQUARE);
    assertOnDevice("binary", count + 1, net.check("fused" + results));
  }

  /// Which of two zeros it is, their reciprocals tell.
  @Test
  void extremesOfZeros() {
    places()
        .then(Binary.of(Binary.Kind.MIN), "line column", "least", SQUARE)
        .then(Binary.of(Binary.Kind.MAX), "line column", "most", SQUARE)
        .then(new Unary(Unary.Kind.RECIPROCAL), "least", "below", SQUARE)
        .then(new Unary(Unary.Kind.RECIPROCAL), "most", "above", SQUARE)
        .check("below above");
  }

  private static void assertOnDevice(String kernel, int count, List<String> kernels) {
    assertEquals(count, kernels.stream().filter(kernel::equals).count(), kernels.toString());
  }
}
