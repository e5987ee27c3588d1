package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.EyeLike;
import dev.gatun.op.Ints;
import dev.gatun.op.Range;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.SizeOf;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Operators whose result depends on attributes and shapes only.
final class Constants {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Constant", Constants::constant),
          entry("ConstantOfShape", Constants::constantOfShape),
          entry("EyeLike", Constants::eyeLike),
          entry("Range", (node, out) -> out.emit(new Range(), node.in(0), node.in(1), node.in(2))),
          entry("Shape", Constants::shape),
          entry("Size", (node, out) -> out.emit(new SizeOf(), node.in(0))));

  /// Where the value of a Constant may stand.
  private static final List<String> VALUES =
      List.of(
          "value",
          "sparse_value",
          "value_float",
          "value_int",
          "value_floats",
          "value_ints",
          "value_string",
          "value_strings");

  private Constants() {}

  private static void constant(OnnxNode node, Emitter out) {
    List<String> given = VALUES.stream().filter(node.attributes()::has).toList();
    if (given.size() > 1) {
      throw node.wrong("got " + String.join(" and ", given) + ", required one value attribute");
    }
    Tensor value = value(node.attributes());
    if (value == null) {
      throw node.wrong("got no value attribute, required one");
    }
    out.define(value);
  }

  private static @Nullable Tensor value(Attributes attributes) {
    if (attributes.has("value")) {
      return attributes.tensor("value");
    } else if (attributes.has("sparse_value")) {
      return attributes.sparseTensor("sparse_value");
    } else if (attributes.has("value_float")) {
      return Tensor.scalar(attributes.number("value_float", 0));
    } else if (attributes.has("value_int")) {
      return Tensor.scalar(attributes.integer("value_int", 0));
    } else if (attributes.has("value_floats")) {
      return list(attributes.floats("value_floats"));
    } else if (attributes.has("value_ints")) {
      Ints values = attributes.ints("value_ints");
      return Tensor.of(values.toArray(), values.size());
    } else if (attributes.has("value_string") || attributes.has("value_strings")) {
      throw new UnsupportedException("element type STRING");
    }
    return null;
  }

  private static Tensor list(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return Tensor.of(array, array.length);
  }

  private static void constantOfShape(OnnxNode node, Emitter out) {
    Tensor given = node.attributes().tensor("value");
    if (given != null && given.shape().size() != 1) {
      throw node.attributes().wrong("value", "got " + given + ", required one element");
    }
    Tensor value = given == null ? Tensor.of(new float[] {0}, 1) : given;
    String input = node.in(0);
    Ints dims = node.ints(0, "shape");
    for (int i = 0; dims != null && i < dims.size(); i++) {
      if (dims.get(i) < 0) {
        throw node.wrong("got shape " + dims + ", required extents of 0 or more");
      }
    }
    out.emit(new ConstantOfShape(value, dims), dims == null ? input : "");
  }

  private static void eyeLike(OnnxNode node, Emitter out) {
    DType dtype =
        node.attributes().has("dtype")
            ? DataTypes.of(node.attributes().smallInteger("dtype", 0), node.place())
            : node.requireDtype(0);
    out.emit(new EyeLike(dtype, node.attributes().smallInteger("k", 0)), node.in(0));
  }

  /// A part of the shape can be asked for since opset 15.
  private static void shape(OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    Integer end = attributes.has("end") ? (Integer) attributes.smallInteger("end", 0) : null;
    out.emit(new ShapeOf(attributes.smallInteger("start", 0), end), node.in(0));
  }
}
