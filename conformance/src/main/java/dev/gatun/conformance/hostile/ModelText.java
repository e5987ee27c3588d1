package dev.gatun.conformance.hostile;

import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import dev.gatun.onnx.proto.StringStringEntryProto;
import dev.gatun.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.List;

/// ONNX models from short texts, valid ones and others: nothing is checked but the text itself.
/// Statements end in a semicolon:
///
/// ```text
/// opset 17                              version of the standard operators; "opset 1 my.domain" adds one
/// ir 8                                  version of the file format
/// in x f32[1,N,?]                       an input; "in x f32" says nothing of its rank
/// out y                                 an output, with or without a type
/// info v f32[2]                         what is said of a value in between
/// const w f32[2,3]                      a small initialiser whose elements go up in steps
/// const s i64[2] 1 -1                   one with these elements; "none" leaves the data out,
///                                       "raw N" gives N bytes of zeros, "typed 1 -1" uses a typed list
/// sparse w f32[2,3] 1,5 0.5,2           one of zeros but for these flattened indices and values
/// external w f32[2,3] weights.bin 0 24  one whose elements lie in a file, at offset, so many bytes
/// y = Conv x,w,_ pads=1,1,1,1 group=2   a node; "_" leaves an input out, "()" has none
/// a,b = my.domain::F x mode='up' k=0.5  of another domain, with a string and a number
/// y = If c then_branch={a = Abs x; out a} else_branch={…}
/// c = Constant () value=<f32[2] 1 2>    a tensor as an attribute
/// fun my.domain::F x,k -> a,b {a = Relu x; b = Abs k}
/// ```
///
/// A number with a point, an exponent, `nan` or `inf` is a float, any other an integer; commas make
/// lists, `[]` is an empty list of integers.
///
/// ```java
/// byte[] file = ModelText.model("in x f32[2]; y = Abs x; out y").toByteArray();
/// ```
public final class ModelText {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private ModelText() {}

  /// A model.
  ///
  /// @param text statements; opset 17 and IR version 8 where none say something else
  /// @return the message
  /// @throws IllegalArgumentException if a statement is not of this language
  public static ModelProto model(String text) {
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(IR_VERSION);
    GraphProto.Builder graph = GraphProto.newBuilder().setName("text");
    for (String statement : TextParts.split(text, ';')) {
      List<String> words = TextParts.split(statement, ' ');
      switch (words.getFirst()) {
        case "opset" -> model.addOpsetImport(opset(words));
        case "ir" -> model.setIrVersion(Long.parseLong(words.get(1)));
        case "fun" -> model.addFunctions(function(words));
        case "meta" ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(words.get(1)).setValue(words.get(2)));
        default -> add(graph, words);
      }
    }
    if (model.getOpsetImportList().stream().noneMatch(o -> o.getDomain().isEmpty())) {
      model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET));
    }
    return model.setGraph(graph).build();
  }

  /// A model as a file's content.
  ///
  /// @param text statements; opset 17 and IR version 8 where none say something else
  /// @return an ONNX file
  /// @throws IllegalArgumentException if a statement is not of this language
  public static byte[] bytes(String text) {
    return model(text).toByteArray();
  }

  /// A graph alone, such as a body.
  ///
  /// @param text statements
  /// @return the message
  /// @throws IllegalArgumentException if a statement is not of this language
  public static GraphProto graph(String text) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("body");
    for (String statement : TextParts.split(text, ';')) {
      add(graph, TextParts.split(statement, ' '));
    }
    return graph.build();
  }

  private static void add(GraphProto.Builder graph, List<String> words) {
    switch (words.getFirst()) {
      case "in" -> graph.addInput(TensorText.value(words));
      case "out" -> graph.addOutput(TensorText.value(words));
      case "info" -> graph.addValueInfo(TensorText.value(words));
      case "const", "external" -> graph.addInitializer(TensorText.initialiser(words));
      case "sparse" -> graph.addSparseInitializer(TensorText.sparse(words));
      default -> graph.addNode(node(words));
    }
  }

  private static OperatorSetIdProto opset(List<String> words) {
    OperatorSetIdProto.Builder opset = OperatorSetIdProto.newBuilder();
    if (words.size() > 2) {
      opset.setDomain(words.get(2));
    }
    return opset.setVersion(Long.parseLong(words.get(1))).build();
  }

  private static FunctionProto function(List<String> words) {
    FunctionProto.Builder function = FunctionProto.newBuilder();
    List<String> name = qualified(words.get(1));
    function.setDomain(name.get(0)).setName(name.get(1));
    function.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET));
    function.addAllInput(names(words.get(2)));
    function.addAllOutput(names(words.get(4)));
    graph(TextParts.inner(words.get(5))).getNodeList().forEach(function::addNode);
    return function.build();
  }

  private static NodeProto node(List<String> words) {
    if (words.size() < 4 || !words.get(1).equals("=")) {
      throw new IllegalArgumentException(
          "model text: got '"
              + String.join(" ", words)
              + "', required 'outputs = Operator inputs'");
    }
    List<String> type = qualified(words.get(2));
    NodeProto.Builder node = NodeProto.newBuilder().setName(words.get(0)).setOpType(type.get(1));
    if (!type.get(0).isEmpty()) {
      node.setDomain(type.get(0));
    }
    node.addAllOutput(names(words.get(0))).addAllInput(names(words.get(3)));
    for (String attribute : words.subList(4, words.size())) {
      node.addAttribute(attribute(attribute));
    }
    return node.build();
  }

  private static List<String> qualified(String word) {
    int end = word.indexOf("::");
    return end < 0 ? List.of("", word) : List.of(word.substring(0, end), word.substring(end + 2));
  }

  private static List<String> names(String word) {
    if (word.equals("()")) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (String name : word.split(",", -1)) {
      names.add(name.equals("_") ? "" : name);
    }
    return names;
  }

  private static AttributeProto attribute(String word) {
    int end = word.indexOf('=');
    if (end < 0) {
      throw new IllegalArgumentException(
          "model text: got '" + word + "', required an attribute such as axis=1");
    }
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(word.substring(0, end));
    String value = word.substring(end + 1);
    if (value.startsWith("{")) {
      return attribute
          .setType(AttributeProto.AttributeType.GRAPH)
          .setG(graph(TextParts.inner(value)))
          .build();
    }
    if (value.startsWith("<")) {
      List<String> tensor = new ArrayList<>(List.of("const", ""));
      tensor.addAll(TextParts.split(TextParts.inner(value), ' '));
      TensorProto message = TensorText.initialiser(tensor);
      return attribute.setType(AttributeProto.AttributeType.TENSOR).setT(message).build();
    }
    return TextParts.plain(attribute, value);
  }
}
