package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Graphs of one node for the tables of the inference tests; types are written as text such as
/// `f[N,3,?,8]`.
final class OneNode {
  private OneNode() {}

  /// The type of the node's first output after inference, as text.
  ///
  /// @param op the operator
  /// @param inputs types as text, tensors as constants, or null for an absent input
  static String infer(Op op, Object... inputs) {
    return inferAll(op, 1, inputs).getFirst();
  }

  static List<String> inferAll(Op op, int outputs, Object... inputs) {
    Graph inferred = Inference.infer(graph(op, outputs, inputs));
    return inferred.outputs().stream().map(o -> text(inferred.type(o))).toList();
  }

  /// The operator after binding.
  static Op bound(Op op, Object... inputs) {
    return Inference.infer(graph(op, 1, inputs)).nodes().getFirst().op();
  }

  static Graph graph(Op op, int outputs, Object... inputs) {
    List<String> names = new ArrayList<>();
    List<String> graphInputs = new ArrayList<>();
    Map<String, TensorType> types = new LinkedHashMap<>();
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      String name = "x" + i;
      switch (inputs[i]) {
        case null -> name = Node.ABSENT;
        case Tensor tensor -> constants.put(name, tensor);
        case String text -> {
          types.put(name, type(text));
          graphInputs.add(name);
        }
        default -> throw new IllegalArgumentException("neither text nor tensor: " + inputs[i]);
      }
      names.add(name);
    }
    List<String> results = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      results.add("y" + i);
    }
    Node node = new Node("it", op, names, results);
    return new Graph("one", List.of(node), graphInputs, results, types, constants);
  }

  /// `f[N,3,?]`: f, h, d floats, i and l integers, b BOOL, u UINT8; `f...` has no rank.
  static TensorType type(String text) {
    DType dtype =
        switch (text.charAt(0)) {
          case 'f' -> DType.FLOAT32;
          case 'd' -> DType.FLOAT64;
          case 'h' -> DType.FLOAT16;
          case 'i' -> DType.INT32;
          case 'l' -> DType.INT64;
          case 'u' -> DType.UINT8;
          case 'b' -> DType.BOOL;
          default -> throw new IllegalArgumentException(text);
        };
    String list = text.substring(1);
    return new TensorType(dtype, list.equals("...") ? null : dims(list));
  }

  private static List<Dim> dims(String list) {
    List<Dim> dims = new ArrayList<>();
    for (String dim : list.substring(1, list.length() - 1).split(",")) {
      if (!dim.isEmpty()) {
        char c = dim.charAt(0);
        dims.add(
            c == '?'
                ? Dim.UNKNOWN
                : Character.isDigit(c) ? Dim.of(Long.parseLong(dim)) : new Dim.Symbol(dim));
      }
    }
    return dims;
  }

  static String text(TensorType type) {
    if (type == null) {
      return "nothing";
    }
    String letter =
        switch (type.dtype()) {
          case FLOAT32 -> "f";
          case FLOAT64 -> "d";
          case FLOAT16 -> "h";
          case INT32 -> "i";
          case INT64 -> "l";
          case UINT8 -> "u";
          case BOOL -> "b";
          default -> type.dtype().toString();
        };
    return letter + (type.dims() == null ? "..." : type.dims().toString().replace(" ", ""));
  }

  /// A constant INT64 vector.
  static Tensor ints(long... values) {
    return Tensor.of(values, values.length);
  }
}
