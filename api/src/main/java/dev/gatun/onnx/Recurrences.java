package dev.gatun.onnx;

import dev.gatun.graph.Dim;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Flatten;
import dev.gatun.op.GateFunction;
import dev.gatun.op.Gru;
import dev.gatun.op.Ints;
import dev.gatun.op.Lstm;
import dev.gatun.op.MatMul;
import dev.gatun.op.Recurrence;
import dev.gatun.op.Recurrence.Direction;
import dev.gatun.op.Recurrent;
import dev.gatun.op.Reshape;
import dev.gatun.op.Rnn;
import dev.gatun.op.Split;
import dev.gatun.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// RNN, GRU and LSTM. What the inputs contribute, X·Wᵀ + Wb + Rb, becomes one matrix product over
/// all steps and directions; with `layout` 1 (batch before time, since opset 14) transposes stand
/// around the operator.
final class Recurrences {
  static final Map<String, Lowering> TABLE =
      Map.of("RNN", Recurrences::rnn, "GRU", Recurrences::gru, "LSTM", Recurrences::lstm);

  private static final Map<String, Direction> DIRECTIONS =
      Map.of(
          "forward", Direction.FORWARD,
          "reverse", Direction.REVERSE,
          "bidirectional", Direction.BOTH);
  private static final GateFunction SIGMOID =
      GateFunction.of(Activation.of(Activation.Kind.SIGMOID));
  private static final GateFunction TANH = GateFunction.of(Activation.of(Activation.Kind.TANH));
  private static final Split EQUALLY = new Split(1, Ints.EMPTY);

  private Recurrences() {}

  private static void rnn(OnnxNode node, Emitter out) {
    Rnn op = new Rnn(recurrence(node, TANH));
    String bias = node.has(3) ? sum(out.steps(2, "bias", EQUALLY, node.in(3)), out) : "";
    finish(op, bias, List.of(), node, out);
  }

  /// With `linear_before_reset` (since opset 3) the reset gate stands between the last bias and the
  /// rest of its sum.
  private static void gru(OnnxNode node, Emitter out) {
    boolean resetAfter = node.attributes().flag("linear_before_reset", false);
    Gru op = new Gru(recurrence(node, SIGMOID, TANH), resetAfter);
    if (!node.has(3)) {
      finish(op, "", List.of(), node, out);
    } else if (!resetAfter) {
      finish(op, sum(out.steps(2, "bias", EQUALLY, node.in(3)), out), List.of(), node, out);
    } else {
      List<String> b = out.steps(6, "bias", EQUALLY, node.in(3));
      String z = sum(List.of(b.get(0), b.get(3)), out);
      String r = sum(List.of(b.get(1), b.get(4)), out);
      String bias = out.step("biases", new Concat(1), z, r, b.get(2));
      finish(op, bias, List.of(b.get(5)), node, out);
    }
  }

  private static void lstm(OnnxNode node, Emitter out) {
    boolean coupled = node.attributes().flag("input_forget", false);
    Lstm op = new Lstm(recurrence(node, SIGMOID, TANH, TANH), coupled);
    String bias = node.has(3) ? sum(out.steps(2, "bias", EQUALLY, node.in(3)), out) : "";
    finish(op, bias, List.of(state(6, node, out), node.optional(7)), node, out);
  }

  private static String sum(List<String> two, Emitter out) {
    return out.step("sum", Binary.of(Binary.Kind.ADD), two.get(0), two.get(1));
  }

  /// @param bias `[D, G·H]`, or empty
  /// @param more the operator's inputs from 4 on
  private static void finish(
      Recurrent op, String bias, List<String> more, OnnxNode node, Emitter out) {
    List<String> inputs = new ArrayList<>();
    inputs.add(gates(bias, node, out));
    inputs.add(out.step("r", new Transpose(Ints.of(0, 2, 1)), node.in(2)));
    inputs.add(node.optional(4));
    inputs.add(state(5, node, out));
    inputs.addAll(more);
    String[] operands = inputs.toArray(String[]::new);
    if (!isBatchFirst(node)) {
      out.emitAll(op, operands);
      return;
    }
    int count = Math.min(node.outputs().size(), op.outputs());
    List<String> results = out.steps(count, "timeFirst", op, operands);
    for (int i = 0; i < count; i++) {
      Ints perm = i == 0 ? Ints.of(2, 0, 1, 3) : Ints.of(1, 0, 2);
      if (!node.output(i).isEmpty()) {
        out.emitTo(i, new Transpose(perm), results.get(i));
      }
    }
  }

  /// X·Wᵀ + bias as `[T, B, D·G·H]`.
  private static String gates(String bias, OnnxNode node, Emitter out) {
    String x = node.in(0);
    if (isBatchFirst(node)) {
      x = out.step("x", new Transpose(Ints.of(1, 0, 2)), x);
    }
    String w = out.step("w", new Transpose(Ints.of(2, 0, 1)), node.in(1));
    w = out.step("columns", new Flatten(1), w);
    String row = bias.isEmpty() ? "" : out.step("row", new Reshape(Ints.of(-1), false), bias);
    return out.step("gates", new MatMul(Activation.NONE), x, w, row);
  }

  /// An optional state as `[D, B, H]`.
  private static String state(int place, OnnxNode node, Emitter out) {
    return node.has(place) && isBatchFirst(node)
        ? out.step("state", new Transpose(Ints.of(1, 0, 2)), node.in(place))
        : node.optional(place);
  }

  private static boolean isBatchFirst(OnnxNode node) {
    int layout = node.attributes().smallInteger("layout", 0);
    if (layout != 0 && layout != 1) {
      throw node.attributes().wrong("layout", "got " + layout + ", required 0 or 1");
    }
    return layout == 1;
  }

  /// The size is that of the recurrent weights `[D, G·H, H]`; who says it again may not contradict.
  private static void checkHiddenSize(OnnxNode node) {
    long own = node.attributes().integer("hidden_size", 1);
    if (own < 1) {
      throw node.attributes().wrong("hidden_size", "got " + own + ", required 1 or more");
    }
    List<Dim> r = node.dims(2);
    if (node.attributes().has("hidden_size")
        && r != null
        && r.size() == 3
        && r.getLast() instanceof Dim.Known known
        && known.value() != own) {
      throw node.attributes()
          .wrong(
              "hidden_size",
              "got " + own + ", required " + known + " as the recurrent weights have");
    }
  }

  private static Recurrence recurrence(OnnxNode node, GateFunction... otherwise) {
    Attributes attributes = node.attributes();
    Direction direction = attributes.choice("direction", "forward", DIRECTIONS);
    int directions = direction == Direction.BOTH ? 2 : 1;
    float clip = attributes.number("clip", Float.POSITIVE_INFINITY);
    if (!(clip >= 0)) {
      throw attributes.wrong("clip", "got " + clip + ", required 0 or more");
    }
    List<GateFunction> functions = new ArrayList<>();
    for (int i = 0; i < directions; i++) {
      functions.addAll(List.of(otherwise));
    }
    if (attributes.has("activations")) {
      functions = GateFunctions.read(attributes, functions.size());
    }
    checkHiddenSize(node);
    return new Recurrence(direction, functions, clip);
  }
}
