package dev.gatun.conformance.hostile;

import com.google.protobuf.ByteString;
import dev.gatun.onnx.proto.SparseTensorProto;
import dev.gatun.onnx.proto.StringStringEntryProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.TensorShapeProto.Dimension;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The types and tensors of a [ModelText].
final class TensorText {
  /// Element types by the short names, with the numbers that ONNX gives them.
  private static final Map<String, Integer> TYPES =
      Map.ofEntries(
          Map.entry("f32", 1),
          Map.entry("u8", 2),
          Map.entry("i8", 3),
          Map.entry("u16", 4),
          Map.entry("i16", 5),
          Map.entry("i32", 6),
          Map.entry("i64", 7),
          Map.entry("str", 8),
          Map.entry("bool", 9),
          Map.entry("f16", 10),
          Map.entry("f64", 11),
          Map.entry("u32", 12),
          Map.entry("u64", 13),
          Map.entry("c64", 14),
          Map.entry("bf16", 16),
          Map.entry("f8", 17),
          Map.entry("u4", 21),
          Map.entry("i4", 22));

  private TensorText() {}

  /// Of `in x f32[1,N,?]`.
  static ValueInfoProto value(List<String> words) {
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(words.get(1));
    if (words.size() < 3) {
      return value.build();
    }
    String type = words.get(2);
    TypeProto.Tensor.Builder tensor = value.getTypeBuilder().getTensorTypeBuilder();
    tensor.setElemType(code(type));
    if (type.contains("[")) {
      tensor.getShapeBuilder();
      for (String dim : dims(type)) {
        Dimension.Builder extent = tensor.getShapeBuilder().addDimBuilder();
        if (isNumber(dim)) {
          extent.setDimValue(Long.parseLong(dim));
        } else if (!dim.equals("?")) {
          extent.setDimParam(dim);
        }
      }
    }
    return value.build();
  }

  private static boolean isNumber(String dim) {
    return dim.startsWith("-") || Character.isDigit(dim.charAt(0));
  }

  private static int code(String type) {
    int end = type.indexOf('[');
    String name = end < 0 ? type : type.substring(0, end);
    Integer code = name.startsWith("#") ? Integer.valueOf(name.substring(1)) : TYPES.get(name);
    if (code == null) {
      throw new IllegalArgumentException(
          "model text: got element type '" + name + "', required one of " + TYPES.keySet());
    }
    return code;
  }

  private static List<String> dims(String type) {
    int end = type.indexOf('[');
    return end < 0 ? List.of() : TextParts.split(type.substring(end + 1, type.length() - 1), ',');
  }

  /// Of `const w f32[2,3] …` and `external w f32[2,3] file …`.
  static TensorProto initialiser(List<String> words) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(words.get(1));
    String type = words.get(2);
    tensor.setDataType(code(type));
    dims(type).forEach(dim -> tensor.addDims(Long.parseLong(dim)));
    List<String> rest = words.subList(3, words.size());
    if (words.getFirst().equals("external")) {
      external(tensor, rest);
    } else if (rest.isEmpty()) {
      tensor.setRawData(bytes(tensor.getDataType(), ramp(tensor)));
    } else {
      data(tensor, rest);
    }
    return tensor.build();
  }

  /// Of `sparse w f32[2,3] 1,5 0.5,2`.
  static SparseTensorProto sparse(List<String> words) {
    List<String> indices = TextParts.split(words.get(3), ',');
    List<String> values = TextParts.split(words.get(4), ',');
    String type = words.get(2);
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(words.get(1));
    data(tensor.setDataType(code(type)).addDims(values.size()), values);
    TensorProto.Builder places = TensorProto.newBuilder().setDataType(code("i64"));
    typed(places.addDims(indices.size()), indices);
    SparseTensorProto.Builder sparse = SparseTensorProto.newBuilder();
    dims(type).forEach(dim -> sparse.addDims(Long.parseLong(dim)));
    return sparse.setValues(tensor).setIndices(places).build();
  }

  private static void external(TensorProto.Builder tensor, List<String> rest) {
    tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL);
    List<String> keys = List.of("location", "offset", "length");
    for (int i = 0; i < rest.size(); i++) {
      String value = rest.get(i);
      tensor.addExternalData(
          StringStringEntryProto.newBuilder()
              .setKey(keys.get(i))
              .setValue(value.startsWith("'") ? TextParts.inner(value) : value));
    }
  }

  private static void data(TensorProto.Builder tensor, List<String> words) {
    switch (words.getFirst()) {
      case "none" -> {}
      case "raw" ->
          tensor.setRawData(ByteString.copyFrom(new byte[Integer.parseInt(words.get(1))]));
      case "typed" -> typed(tensor, words.subList(1, words.size()));
      default ->
          tensor.setRawData(
              bytes(tensor.getDataType(), words.stream().map(TextParts::number).toList()));
    }
  }

  private static void typed(TensorProto.Builder tensor, List<String> words) {
    for (String word : words) {
      switch (tensor.getDataType()) {
        case 1 -> tensor.addFloatData((float) TextParts.number(word));
        case 7 -> tensor.addInt64Data(Long.parseLong(word));
        case 8 -> tensor.addStringData(ByteString.copyFromUtf8(word));
        case 11 -> tensor.addDoubleData(TextParts.number(word));
        case 12, 13 -> tensor.addUint64Data(Long.parseLong(word));
        default -> tensor.addInt32Data(Integer.parseInt(word));
      }
    }
  }

  /// −0.75, −0.5, … 0.75 and again from the start; 0, 1, 2 for integers.
  private static List<Double> ramp(TensorProto.Builder tensor) {
    long size = tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    List<Double> values = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      boolean real = List.of(1, 10, 11, 16).contains(tensor.getDataType());
      values.add(real ? i % 7 * 0.25 - 0.75 : i % 3);
    }
    return values;
  }

  private static ByteString bytes(int code, List<Double> values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (code) {
        case 1 -> bytes.putFloat((float) value);
        case 4, 5 -> bytes.putShort((short) value);
        case 6, 12 -> bytes.putInt((int) value);
        case 7, 13 -> bytes.putLong((long) value);
        case 10 -> bytes.putShort(Float.floatToFloat16((float) value));
        case 11 -> bytes.putDouble(value);
        case 16 -> bytes.putShort((short) (Float.floatToIntBits((float) value) >> 16));
        default -> bytes.put((byte) value);
      }
    }
    if (code == 21 || code == 22) {
      bytes.position((values.size() + 1) / 2); // two elements a byte; which ones is of no interest
    }
    return ByteString.copyFrom(bytes.flip());
  }
}
