package dev.gatun.conformance.onnx;

import com.google.protobuf.ByteString;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import dev.gatun.onnx.proto.GraphProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// The attributes of a node, in order.
///
/// ```java
/// Attributes.none().withInts("kernel_shape", 3, 3).with("group", 2)
/// ```
///
/// @param messages one for each attribute
public record Attributes(List<AttributeProto> messages) {
  private static final Attributes NONE = new Attributes(List.of());

  /// Copies the list.
  public Attributes {
    messages = List.copyOf(messages);
  }

  /// No attributes.
  ///
  /// @return an empty list
  public static Attributes none() {
    return NONE;
  }

  /// A copy with an integer more.
  ///
  /// @param name the attribute's name
  /// @param value its value
  /// @return the copy
  public Attributes with(String name, long value) {
    return plus(named(name, AttributeType.INT).setI(value));
  }

  /// A copy with a number more.
  ///
  /// @param name the attribute's name
  /// @param value its value
  /// @return the copy
  public Attributes with(String name, float value) {
    return plus(named(name, AttributeType.FLOAT).setF(value));
  }

  /// A copy with a string more.
  ///
  /// @param name the attribute's name
  /// @param value its value
  /// @return the copy
  public Attributes with(String name, String value) {
    return plus(named(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
  }

  /// A copy with a graph more, such as the body of a loop.
  ///
  /// @param name the attribute's name
  /// @param value its value
  /// @return the copy
  public Attributes with(String name, GraphProto value) {
    return plus(named(name, AttributeType.GRAPH).setG(value));
  }

  /// A copy with a list of integers more.
  ///
  /// @param name the attribute's name
  /// @param values its values
  /// @return the copy
  public Attributes withInts(String name, long... values) {
    return plus(named(name, AttributeType.INTS).addAllInts(LongStream.of(values).boxed().toList()));
  }

  private static AttributeProto.Builder named(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private Attributes plus(AttributeProto.Builder attribute) {
    List<AttributeProto> all = new ArrayList<>(messages);
    all.add(attribute.build());
    return new Attributes(all);
  }
}
