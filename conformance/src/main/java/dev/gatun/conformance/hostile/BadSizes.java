package dev.gatun.conformance.hostile;

import dev.gatun.GatunException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.TensorProto;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Models that have far too much of something: nodes, attributes, extents, names, levels. They are
/// made when their case is run, the large ones of one field again and again.
final class BadSizes {
  private static final String GROUP = "sizes";
  private static final int MILLION = 1_000_000;
  private static final int CYCLE = 20_000;
  private static final int LONGEST_SENTENCE = 1000;
  private static final LoadOptions OPTIONS =
      LoadOptions.defaults().withLimits(Limits.defaults().withNodes(30_000));
  private static final String HEAD = "in x f32[2]; out y";

  private BadSizes() {}

  static List<BadCase> all() {
    List<BadCase> cases = new ArrayList<>();
    millions(cases);
    nodes(cases);
    names(cases);
    levels(cases);
    return cases;
  }

  private static BadCase file(String name, String sentence, Supplier<byte[]> file) {
    return new BadCase(GROUP, name, sentence, backend -> parse(file.get()));
  }

  private static BadCase model(String name, String sentence, Supplier<ModelProto> model) {
    return file(name, sentence, () -> model.get().toByteArray());
  }

  /// Loads a model, and requires a sentence that a person can read.
  private static void parse(byte[] file) {
    try {
      Model.parse(ByteBuffer.wrap(file), OPTIONS);
    } catch (GatunException e) {
      String message = String.valueOf(e.getMessage());
      if (message.length() > LONGEST_SENTENCE || message.chars().anyMatch(c -> c < ' ')) {
        throw new IllegalStateException(
            "got a message of %d characters, required at most %d and none of control"
                .formatted(message.length(), LONGEST_SENTENCE),
            e);
      }
      throw e;
    }
  }

  private static NodeProto.Builder abs() {
    return NodeProto.newBuilder().setOpType("Abs").addInput("x").addOutput("y");
  }

  private static ModelProto with(NodeProto node) {
    ModelProto model = ModelText.model(HEAD);
    GraphProto graph = model.getGraph().toBuilder().addNode(node).build();
    return model.toBuilder().setGraph(graph).build();
  }

  // a million of something

  private static void millions(List<BadCase> cases) {
    byte[] node = abs().build().toByteArray();
    byte[] attribute =
        AttributeProto.newBuilder()
            .setName("a")
            .setType(AttributeProto.AttributeType.INT)
            .setI(1)
            .build()
            .toByteArray();
    byte[] undefined = {'q'};
    byte[] twice = {'y'};
    byte[] tensor =
        TensorProto.newBuilder().setName("k").setDataType(1).addFloatData(1).build().toByteArray();
    byte[] extent = {TensorProto.DIMS_FIELD_NUMBER << 3, 1};
    int nodes = GraphProto.NODE_FIELD_NUMBER;
    cases.add(file("a million nodes", "Limits.nodes", () -> behind(repeated(field(nodes, node)))));
    cases.add(
        file(
            "a million attributes of a node",
            "twice",
            () ->
                behind(
                    field(
                        nodes,
                        node,
                        repeated(field(NodeProto.ATTRIBUTE_FIELD_NUMBER, attribute))))));
    cases.add(
        file(
            "a million inputs of a node",
            "not defined",
            () ->
                behind(
                    field(nodes, node, repeated(field(NodeProto.INPUT_FIELD_NUMBER, undefined))))));
    cases.add(
        file(
            "a million outputs of a node",
            "twice",
            () ->
                behind(field(nodes, node, repeated(field(NodeProto.OUTPUT_FIELD_NUMBER, twice))))));
    cases.add(
        file(
            "a million extents",
            "Limits.rank",
            () -> behind(field(GraphProto.INITIALIZER_FIELD_NUMBER, tensor, repeated(extent)))));
  }

  /// A valid model with more behind it: a message that is written twice is read as one.
  private static byte[] behind(byte[] graph) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ModelText.model(HEAD).toByteArray());
    out.writeBytes(field(ModelProto.GRAPH_FIELD_NUMBER, graph));
    return out.toByteArray();
  }

  private static byte[] field(int number, byte[]... contents) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      all.writeBytes(content);
    }
    return BadBytes.field(number, all.toByteArray());
  }

  private static byte[] repeated(byte[] field) {
    byte[] all = new byte[Math.multiplyExact(field.length, MILLION)];
    for (int i = 0; i < MILLION; i++) {
      System.arraycopy(field, 0, all, i * field.length, field.length);
    }
    return all;
  }

  // nodes

  private static void nodes(List<BadCase> cases) {
    cases.add(model("a cycle of 20,000 nodes", "cycle", BadSizes::cycle));
    cases.add(
        model(
            "functions that double 30 times",
            "Limits.nodes",
            () -> ModelText.model(functions(30, "c = d::F%1$d a; b = d::F%1$d c"))));
    cases.add(
        model(
            "a chain of 40 functions",
            "nest",
            () -> ModelText.model(functions(40, "b = d::F%d a"))));
  }

  private static ModelProto cycle() {
    ModelProto model = ModelText.model(HEAD);
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int i = 0; i < CYCLE; i++) {
      String last = "v" + (i + CYCLE - 1) % CYCLE;
      graph.addNode(NodeProto.newBuilder().setOpType("Abs").addInput(last).addOutput("v" + i));
    }
    return model.toBuilder().setGraph(graph).build();
  }

  /// Functions of which each calls the one before.
  private static String functions(int count, String body) {
    StringBuilder text = new StringBuilder("opset 1 d; ").append(HEAD);
    text.append("; fun d::F0 a -> b {b = Abs a}");
    for (int i = 1; i <= count; i++) {
      text.append("; fun d::F%d a -> b {".formatted(i)).append(body.formatted(i - 1)).append('}');
    }
    return text.append("; y = d::F").append(count).append(" x").toString();
  }

  // names

  private static void names(List<BadCase> cases) {
    named(cases, "a name of a million letters", "n".repeat(MILLION));
    named(cases, "a name with line feeds", "a\nb\r\nc");
    named(cases, "a name with a terminal's escapes", "\u001b[31mred\u001b[0m\u0007");
    named(cases, "a name with NUL", "a\0b");
  }

  private static void named(List<BadCase> cases, String what, String name) {
    cases.add(
        model(
            what + " for an undefined value",
            "not defined",
            () -> with(abs().setInput(0, name).build())));
    cases.add(
        model(
            what + " for an operator",
            "unknown operator",
            () -> with(abs().setOpType(name).build())));
    cases.add(
        model(what + " for a domain", "unknown domain", () -> with(abs().setDomain(name).build())));
    cases.add(
        model(
            what + " for a node",
            "not defined",
            () -> with(abs().setName(name).setInput(0, "q").build())));
  }

  // levels

  private static void levels(List<BadCase> cases) {
    for (String operator : List.of("If", "Loop", "Scan")) {
      for (int depth : new int[] {12, 100}) {
        cases.add(
            model(
                operator + " in " + operator + " " + depth + " deep",
                "nestingDepth",
                () -> with(nested(operator, depth))));
      }
    }
  }

  /// A node whose bodies have such a node, and so on.
  private static NodeProto nested(String operator, int depth) {
    NodeProto node = abs().build();
    for (int i = 0; i < depth; i++) {
      GraphProto inner = ModelText.graph("out y").toBuilder().addNode(node).build();
      NodeProto.Builder outer = abs().setOpType(operator);
      outer.addAttribute(body(operator.equals("If") ? "then_branch" : "body", inner));
      if (operator.equals("If")) {
        outer.addAttribute(body("else_branch", ModelText.graph("y = Neg x; out y")));
      }
      node = outer.build();
    }
    return node;
  }

  private static AttributeProto body(String name, GraphProto graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(graph)
        .build();
  }
}
