package dev.gatun.conformance.foreign;

import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.graph.Node;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Softmax;
import dev.gatun.op.Unary;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of Gatun's nodes as ONNX nodes: the operator, then what is fused behind it, each a node of
 * its own.
 */
final class OnnxNodes {
  private final GraphFile file;
  private final Node node;

  OnnxNodes(GraphFile file, Node node) {
    this.file = file;
    this.node = node;
  }

  /** Whether {@link #write} has nodes for an operator. */
  static boolean knows(Op op) {
    return switch (op) {
      case Conv _, ConvTranspose _, Gemm _, MatMul _, Activate _, GlobalPool _ -> true;
      case Pool pool -> !pool.columnMajorIndices();
      case Softmax softmax -> softmax.firstAxis() == softmax.lastAxis();
      case Binary binary -> type(binary.kind()) != null;
      case Unary unary -> type(unary.kind()) != null;
      default -> OnnxMoves.knows(op) || OnnxScales.knows(op);
    };
  }

  private static @Nullable String type(Binary.Kind kind) {
    return switch (kind) {
      case ADD -> "Add";
      case SUB -> "Sub";
      case MUL -> "Mul";
      case DIV -> "Div";
      case MIN -> "Min";
      case MAX -> "Max";
      case PRELU -> "PRelu";
      default -> null;
    };
  }

  private static @Nullable String type(Unary.Kind kind) {
    return switch (kind) {
      case ABS -> "Abs";
      case NEG -> "Neg";
      case EXP -> "Exp";
      case LOG -> "Log";
      case SQRT -> "Sqrt";
      case RECIPROCAL -> "Reciprocal";
      case FLOOR -> "Floor";
      case CEIL -> "Ceil";
      case ROUND -> "Round";
      case SIGN -> "Sign";
      case ERF -> "Erf";
      case SIN -> "Sin";
      case COS -> "Cos";
      default -> null;
    };
  }

  void write() {
    switch (node.op()) {
      case Conv c -> conv(c);
      case ConvTranspose c -> {
        Attributes attributes =
            window(c.window())
                .with("group", c.groups())
                .withInts("output_padding", c.outputPadding().toArray());
        emit("ConvTranspose", present(3), attributes, c.activation());
      }
      case Gemm g -> {
        Attributes attributes =
            Attributes.none()
                .with("alpha", g.alpha())
                .with("beta", g.beta())
                .with("transA", g.transA() ? 1 : 0)
                .with("transB", g.transB() ? 1 : 0);
        emit("Gemm", present(3), attributes, g.activation());
      }
      case MatMul m -> matMul(m);
      case Binary b ->
          emit(
              Objects.requireNonNull(type(b.kind()), "known"),
              node.inputs(),
              Attributes.none(),
              b.activation());
      case Unary u -> plain(Objects.requireNonNull(type(u.kind()), "known"), Attributes.none());
      case Activate a -> OnnxActivations.write(file, a.function(), node.input(0), node.output());
      case Pool p -> pool(p);
      case Softmax s -> softmax(s);
      case GlobalPool g ->
          plain(
              switch (g.kind()) {
                case MAX -> "GlobalMaxPool";
                case AVERAGE -> "GlobalAveragePool";
                case LP -> "GlobalLpPool";
              },
              g.kind() == Pool.Kind.LP ? Attributes.none().with("p", g.p()) : Attributes.none());
      default -> {
        if (OnnxMoves.knows(node.op())) {
          new OnnxMoves(file, node).write();
        } else {
          new OnnxScales(file, node).write();
        }
      }
    }
  }

  /** The first inputs, without those at the end that are left out. */
  private List<String> present(int most) {
    List<String> reads = new ArrayList<>();
    for (int place = 0; place < most && node.hasInput(place); place++) {
      reads.add(node.input(place));
    }
    return reads;
  }

  private void plain(String type, Attributes attributes) {
    file.node(type, node.inputs(), node.output(), attributes);
  }

  /** An operator and the function behind it. */
  private void emit(String type, List<String> reads, Attributes attributes, Activation behind) {
    if (behind.isNone()) {
      file.node(type, reads, node.output(), attributes);
      return;
    }
    String inner = file.fresh();
    file.node(type, reads, inner, attributes);
    OnnxActivations.write(file, behind, inner, node.output());
  }

  private void conv(Conv c) {
    Attributes attributes = window(c.window()).with("group", c.groups());
    if (!node.hasInput(3)) {
      emit("Conv", present(3), attributes, c.activation());
      return;
    }
    String product = file.fresh();
    file.node("Conv", present(3), product, attributes);
    emit("Add", List.of(product, node.input(3)), Attributes.none(), c.activation());
  }

  private void matMul(MatMul m) {
    if (!node.hasInput(2)) {
      emit("MatMul", present(2), Attributes.none(), m.activation());
      return;
    }
    String product = file.fresh();
    file.node("MatMul", present(2), product, Attributes.none());
    emit("Add", List.of(product, node.input(2)), Attributes.none(), m.activation());
  }

  private void pool(Pool p) {
    Attributes attributes = window(p.window()).with("ceil_mode", p.ceil() ? 1 : 0);
    switch (p.kind()) {
      case MAX -> plain("MaxPool", attributes);
      case AVERAGE ->
          plain("AveragePool", attributes.with("count_include_pad", p.countIncludePad() ? 1 : 0));
      case LP -> plain("LpPool", attributes.with("p", p.p()));
    }
  }

  private void softmax(Softmax s) {
    String type =
        switch (s.kind()) {
          case SOFTMAX -> "Softmax";
          case LOG_SOFTMAX -> "LogSoftmax";
          case HARDMAX -> "Hardmax";
        };
    plain(type, Attributes.none().with("axis", s.firstAxis()));
  }

  static Attributes window(Window w) {
    return Attributes.none()
        .withInts("kernel_shape", w.kernel().toArray())
        .withInts("strides", w.strides().toArray())
        .withInts("dilations", w.dilations().toArray())
        .withInts("pads", pads(w.padsBegin(), w.padsEnd()));
  }

  static long[] pads(Ints begin, Ints end) {
    long[] pads = new long[begin.size() + end.size()];
    System.arraycopy(begin.toArray(), 0, pads, 0, begin.size());
    System.arraycopy(end.toArray(), 0, pads, begin.size(), end.size());
    return pads;
  }
}
