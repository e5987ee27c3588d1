package dev.gatun.conformance.zoo.detection;

import dev.gatun.DType;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.onnx.OnnxFile;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.onnx.DataTypes;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import java.util.List;

/// [PositionSensitiveRoiPool] in standard operators, for engines without it. Each region has two
/// tables of zeros and ones, which say what rows and what columns of the map belong to which part;
/// sums over parts are then products with these tables.
///
/// ```text
/// sum[r, c, i, j] = Σ x[n, c, i, j, h, w] · rows[r, i, h] · columns[r, j, w] · pictures[r, n]
/// ```
final class PositionSensitiveRoiFunction {
  private final FunctionProto.Builder function =
      FunctionProto.newBuilder()
          .setDomain(PositionSensitiveRoiPool.DOMAIN)
          .setName(PositionSensitiveRoiPool.TYPE)
          .addInput("x")
          .addInput("rois")
          .addOutput("y")
          .addAttribute("spatial_scale")
          .addAttribute("output_dim")
          .addAttribute("group_size")
          .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(Net.OPSET));

  private int values;

  private PositionSensitiveRoiFunction() {}

  /// The function, for all values of its attributes.
  static FunctionProto function() {
    PositionSensitiveRoiFunction body = new PositionSensitiveRoiFunction();
    body.define();
    return body.function.build();
  }

  private void define() {
    String size = given("value_int", "group_size", AttributeType.INT);
    String parts = node("Unsqueeze", size, ints(0));
    String channels =
        node("Unsqueeze", given("value_int", "output_dim", AttributeType.INT), ints(0));
    String plane = node("Shape", Attributes.none().with("start", 2), "x");
    Attributes first = Attributes.none().with("axis", 0);
    String extents = node("Concat", first, ints(0), channels, parts, parts, plane);

    String rows = membership(1, size, extent(2));
    String columns = membership(0, size, extent(3));
    String pictures = floats(node("Equal", node("Round", column(0)), range(extent(0))));
    String sums =
        node(
            "Einsum",
            Attributes.none().with("equation", "ncijhw,rih,rjw,rn->rcij"),
            node("Reshape", "x", extents),
            rows,
            columns,
            pictures);
    String areas = node("Mul", counts(rows), transposed(counts(columns)));
    String divisor = node("Max", areas, number(1));
    node("Div", List.of(sums, node("Unsqueeze", divisor, ints(1))), "y", Attributes.none());
  }

  /// Which places belong to which part, along one axis: `[R, k, places]`.
  private String membership(int axis, String size, String places) {
    String scale = given("value_float", "spatial_scale", AttributeType.FLOAT);
    String low = node("Mul", whole(column(1 + axis)), scale);
    String high = node("Mul", node("Add", whole(column(3 + axis)), number(1)), scale);
    String extent = node("Max", node("Sub", high, low), number(0.1f));
    low = node("Unsqueeze", low, ints(2));
    extent = node("Unsqueeze", extent, ints(2));

    String bin = node("Unsqueeze", range(size), ints(1));
    String count = floats(size);
    String from = node("Floor", border(low, extent, bin, count));
    String to = node("Ceil", border(low, extent, node("Add", bin, number(1)), count));
    String place = range(places);
    return floats(node("And", node("LessOrEqual", from, place), node("Less", place, to)));
  }

  /// (low·k + i·extent)/k.
  private String border(String low, String extent, String bin, String count) {
    String sum = node("Add", node("Mul", bin, extent), node("Mul", low, count));
    return node("Div", sum, count);
  }

  private String whole(String x) {
    return node("Floor", node("Add", x, number(0.5f)));
  }

  private String counts(String table) {
    return node("ReduceSum", table, ints(2));
  }

  private String transposed(String x) {
    return node("Transpose", Attributes.none().withInts("perm", 0, 2, 1), x);
  }

  /// A column of the regions, `[R, 1]`.
  private String column(int index) {
    return node("Gather", Attributes.none().with("axis", 1), "rois", ints(index));
  }

  /// An extent of the maps, a scalar.
  private String extent(int axis) {
    Attributes one = Attributes.none().with("start", axis).with("end", axis + 1);
    return node("Squeeze", node("Shape", one, "x"));
  }

  /// 0, 1, … as floats.
  private String range(String limit) {
    return floats(node("Range", integer(0), limit, integer(1)));
  }

  private String floats(String x) {
    return node("Cast", Attributes.none().with("to", DataTypes.code(DType.FLOAT32)), x);
  }

  private String ints(long... all) {
    return node("Constant", Attributes.none().withInts("value_ints", all));
  }

  private String integer(long value) {
    return node("Constant", Attributes.none().with("value_int", value));
  }

  private String number(float value) {
    return node("Constant", Attributes.none().with("value_float", value));
  }

  /// An attribute of the caller's node, as a value.
  private String given(String kind, String attribute, AttributeType type) {
    String constant = node("Constant", Attributes.none());
    NodeProto.Builder last = function.getNodeBuilder(function.getNodeCount() - 1);
    last.addAttribute(
        AttributeProto.newBuilder().setName(kind).setRefAttrName(attribute).setType(type));
    return constant;
  }

  private String node(String type, String... from) {
    return node(type, Attributes.none(), from);
  }

  private String node(String type, Attributes attributes, String... from) {
    return node(type, List.of(from), "v" + values++, attributes);
  }

  private String node(String type, List<String> from, String to, Attributes attributes) {
    function.addNode(OnnxFile.node(type, from, List.of(to), attributes));
    return to;
  }
}
