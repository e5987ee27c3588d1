package dev.gatun.bench.layers;

import dev.gatun.Shape;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One operator of an optimised network with all that decides how long it takes. Layers that are
/// equal are measured once.
///
/// @param op with its window resolved and what was fused behind it
/// @param operands in their places, at least one
/// @param y shape of the result
record Layer(Op op, List<Operand> operands, Shape y) {
  /// Where an operand comes from.
  enum From {
    /// Another layer.
    LAYER,
    /// The file: weights.
    FILE,
    /// Nowhere: it is optional and left out.
    NOWHERE
  }

  /// An operand.
  ///
  /// @param from where it comes from
  /// @param shape its extents, those of a scalar where it is left out
  record Operand(From from, Shape shape) {
    static final Operand ABSENT = new Operand(From.NOWHERE, Shape.scalar());

    long bytes() {
      return from == From.NOWHERE ? 0 : Float.BYTES * shape.size();
    }
  }

  Layer {
    operands = List.copyOf(operands);
  }

  boolean has(int place) {
    return place < operands.size() && operands.get(place).from() != From.NOWHERE;
  }

  Shape shape(int place) {
    return operands.get(place).shape();
  }

  /// Of one run; pools and sums have none.
  long multiplyAdds() {
    if (op instanceof Conv) {
      return y.size() * shape(1).size(1, shape(1).rank());
    }
    return isProduct() ? y.size() * shape(0).dim(-1) : 0;
  }

  private boolean isProduct() {
    return op instanceof Gemm || op instanceof MatMul;
  }

  /// What must be read and written at least.
  long bytes() {
    return operands.stream().mapToLong(Operand::bytes).sum() + Float.BYTES * y.size();
  }

  /// Text such as `conv 3×3/2 64×56×56 → 128×28×28 +residual RELU`.
  String title() {
    String from = extents(shape(0));
    String to = extents(y);
    if (op instanceof Conv conv) {
      return "conv %s%s %s → %s%s%s"
          .formatted(
              window(conv.window()),
              conv.groups() == 1 ? "" : " g" + conv.groups(),
              from,
              to,
              has(3) ? " +residual" : "",
              activation(conv.activation()));
    }
    if (op instanceof Pool pool) {
      return "%s pool %s %s → %s"
          .formatted(pool.kind().name().toLowerCase(Locale.ROOT), window(pool.window()), from, to);
    }
    if (op instanceof GlobalPool) {
      return "global pool " + from;
    }
    if (op instanceof Binary binary) {
      return binary.kind().name().toLowerCase(Locale.ROOT)
          + " "
          + from
          + activation(binary.activation());
    }
    Activation activation =
        op instanceof Gemm gemm ? gemm.activation() : ((MatMul) op).activation();
    return "dense " + from + " → " + to + activation(activation);
  }

  private static String window(Window window) {
    String kernel = text(window.kernel().toArray());
    long stride = window.strides().get(0);
    return stride == 1 ? kernel : kernel + "/" + stride;
  }

  private static String activation(Activation activation) {
    return activation.isNone() ? "" : " " + activation.kind();
  }

  private static String extents(Shape shape) {
    long[] dims = shape.toArray();
    return text(Arrays.copyOfRange(dims, 1, dims.length));
  }

  private static String text(long... values) {
    return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("×"));
  }
}
