package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.If;
import dev.gatun.op.Ints;
import dev.gatun.op.Loop;
import dev.gatun.op.Scan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Operators with graphs inside.
final class Branching {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("If", Branching::branch),
          entry("Loop", Branching::loop),
          entry("Scan", Branching::scan));

  private Branching() {}

  private static void branch(OnnxNode node, Emitter out) {
    Graph then = node.body("then_branch", List.of());
    Graph otherwise = node.body("else_branch", List.of());
    requireOutputs(node, then, node.outputs().size());
    requireOutputs(node, otherwise, node.outputs().size());
    out.emitAll(new If(then, otherwise), inputs(node, List.of(node.in(0))));
  }

  private static void loop(OnnxNode node, Emitter out) {
    int states = Math.max(0, node.ownInputCount() - 2);
    List<@Nullable DType> formal = new ArrayList<>(List.of(DType.INT64, DType.BOOL));
    List<String> own = new ArrayList<>(List.of(node.optional(0), node.optional(1)));
    for (int i = 0; i < states; i++) {
      own.add(node.in(i + 2));
      formal.add(node.dtype(i + 2));
    }
    Graph body = node.body("body", formal);
    requireOutputs(node, body, 1 + Math.max(states, node.outputs().size()));
    out.emitAll(new Loop(body, states), inputs(node, own));
  }

  /// In opset 8 the first input were lengths of sequences, and all others had a batch axis in
  /// front: a scan over the batch around a scan over the sequence.
  private static void scan(OnnxNode node, Emitter out) {
    boolean batched = node.opset() < 9;
    if (batched && node.has(0)) {
      throw new UnsupportedException("Scan of opset 8 with sequences of different lengths");
    }
    int first = batched ? 1 : 0;
    int scanned = node.attributes().requireInteger("num_scan_inputs");
    int states = node.ownInputCount() - first - scanned;
    if (scanned < 1 || states < 0) {
      throw node.wrong(
          "got num_scan_inputs "
              + scanned
              + " of "
              + node.ownInputCount()
              + ", required 1 or more");
    }
    List<@Nullable DType> formal = new ArrayList<>();
    List<String> own = new ArrayList<>();
    for (int i = first; i < node.ownInputCount(); i++) {
      own.add(node.in(i));
      formal.add(node.dtype(i));
    }
    Graph body = node.body("body", formal);
    requireOutputs(node, body, Math.max(states, node.outputs().size()));
    int stacked = body.outputs().size() - states;
    Scan op =
        new Scan(
            body,
            states,
            list(node, "scan_input_axes", scanned),
            list(node, batched ? "directions" : "scan_input_directions", scanned),
            list(node, "scan_output_axes", stacked),
            list(node, "scan_output_directions", stacked));
    out.emitAll(batched ? overBatch(op, own.size()) : op, inputs(node, own));
  }

  /// A scan of a scan: every input is cut along its first axis, every result stacked along it.
  private static Scan overBatch(Scan op, int own) {
    Graph body = op.body();
    Map<String, TensorType> types = new LinkedHashMap<>();
    for (String input : body.inputs()) {
      types.put(input, new TensorType(dtype(body, input), null));
    }
    List<String> results = new ArrayList<>();
    for (String output : body.outputs()) {
      String result = "batch/" + results.size();
      results.add(result);
      types.put(result, new TensorType(dtype(body, output), null));
    }
    Node each = new Node("", op, body.inputs(), results);
    Graph batch = new Graph("batch", List.of(each), body.inputs(), results, types, Map.of());
    Ints none = Ints.repeat(own, 0);
    Ints front = Ints.repeat(results.size(), 0);
    return new Scan(batch, 0, none, none, front, front);
  }

  private static DType dtype(Graph body, String value) {
    TensorType type = body.type(value);
    if (type == null) {
      throw new UnsupportedException("the element type of '" + value + "' in a body is not known");
    }
    return type.dtype();
  }

  private static Ints list(OnnxNode node, String name, int size) {
    Ints list = node.attributes().ints(name);
    if (list.isEmpty()) {
      return Ints.repeat(size, 0);
    }
    if (list.size() != size) {
      throw node.attributes().wrong(name, "got " + list.size() + " numbers, required " + size);
    }
    return list;
  }

  private static void requireOutputs(OnnxNode node, Graph body, int required) {
    if (body.outputs().size() < required) {
      throw node.wrong("got a body of " + body.outputs().size() + " outputs, required " + required);
    }
  }

  private static String[] inputs(OnnxNode node, List<String> own) {
    List<String> all = new ArrayList<>(own);
    all.addAll(node.captured());
    return all.toArray(String[]::new);
  }
}
