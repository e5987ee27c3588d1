package dev.gatun.conformance.hostile;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import dev.gatun.onnx.proto.ModelProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/// Changes to what a well-formed file says, through protobuf's descriptors: numbers become
/// extremes, names become other names, elements of lists come twice, go or change places, messages
/// are replaced by others of their kind, so that graphs stand inside themselves. That covers
/// attributes, extents, element types, opsets, the order of nodes and their connections without a
/// line for each.
final class MessageMutations {
  /// Sizes, axes and counts at the edges of what bits hold, and a little beside what is usual.
  private static final long[] INTEGERS = {
    0,
    1,
    -1,
    2,
    3,
    5,
    7,
    13,
    16,
    22,
    64,
    -2,
    100,
    1000,
    65536,
    1 << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 32,
    (1L << 32) + 1,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1
  };

  private static final float[] FLOATS = {
    0,
    -0f,
    1,
    -1,
    0.5f,
    2,
    1e-30f,
    1e30f,
    -1e30f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    Float.MAX_VALUE
  };

  private static final List<String> STRINGS =
      List.of("", "x", "nothing", "SAME_UPPER", "VALID", "linear", "\0", "é".repeat(200), "../x");

  /// A model that has become larger than this is changed, and not made larger.
  private static final int LARGEST = 1 << 18;

  private final ModelProto.Builder model;
  private final ModelProto other;
  private final SplittableRandom random;

  /// @param model what is changed
  /// @param other where foreign messages come from
  /// @param random where decisions come from
  MessageMutations(ModelProto model, ModelProto other, SplittableRandom random) {
    this.model = model.toBuilder();
    this.other = other;
    this.random = random;
  }

  byte[] bytes() {
    return model.build().toByteArray();
  }

  /// Makes one change.
  ///
  /// @return what was changed, such as `AttributeProto.i`
  String change() {
    List<Message.Builder> messages = new ArrayList<>();
    collect(model, messages);
    Message.Builder message = messages.get(random.nextInt(messages.size()));
    List<FieldDescriptor> fields = new ArrayList<>(message.getAllFields().keySet());
    if (fields.isEmpty() || random.nextInt(8) == 0) {
      fields = message.getDescriptorForType().getFields();
    }
    FieldDescriptor field = fields.get(random.nextInt(fields.size()));
    String how = field.isRepeated() ? list(message, field) : single(message, field);
    return how + " " + message.getDescriptorForType().getName() + "." + field.getName();
  }

  private static void collect(Message.Builder message, List<Message.Builder> into) {
    into.add(message);
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (field.getJavaType() != JavaType.MESSAGE) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
          collect(message.getRepeatedFieldBuilder(field, i), into);
        }
      } else {
        collect(message.getFieldBuilder(field), into);
      }
    }
  }

  private String single(Message.Builder message, FieldDescriptor field) {
    if (random.nextInt(6) == 0) {
      message.clearField(field);
      return "clear";
    }
    message.setField(field, value(message, field));
    return "set";
  }

  private String list(Message.Builder message, FieldDescriptor field) {
    int count = message.getRepeatedFieldCount(field);
    if (count == 0) {
      message.addRepeatedField(field, value(message, field));
      return "add to";
    }
    int i = random.nextInt(count);
    return switch (random.nextInt(6)) {
      case 0 -> {
        message.addRepeatedField(field, message.getRepeatedField(field, i));
        yield "repeat in";
      }
      case 1 -> {
        List<Object> rest = elements(message, field);
        rest.remove(i);
        message.setField(field, rest);
        yield "delete from";
      }
      case 2 -> {
        List<Object> shuffled = elements(message, field);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        message.setField(field, shuffled);
        yield "shuffle";
      }
      case 3 -> {
        message.addRepeatedField(field, value(message, field));
        yield "add to";
      }
      default -> {
        message.setRepeatedField(field, i, value(message, field));
        yield "set one of";
      }
    };
  }

  private static List<Object> elements(MessageOrBuilder message, FieldDescriptor field) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
      elements.add(message.getRepeatedField(field, i));
    }
    return elements;
  }

  // values

  private Object value(Message.Builder parent, FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> (int) integer();
      case LONG -> integer();
      case FLOAT -> real();
      case DOUBLE -> (double) real();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> string(field);
      case BYTE_STRING -> ByteString.copyFromUtf8(string(field));
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> message(parent, field);
    };
  }

  private long integer() {
    return random.nextInt(4) == 0
        ? random.nextInt(-8, 32)
        : INTEGERS[random.nextInt(INTEGERS.length)];
  }

  private float real() {
    return FLOATS[random.nextInt(FLOATS.length)];
  }

  /// Mostly one that stands in the same field somewhere in the model.
  private String string(FieldDescriptor field) {
    List<String> known = new ArrayList<>(STRINGS);
    if (random.nextInt(3) > 0) {
      known.clear();
      List<Message.Builder> messages = new ArrayList<>();
      collect(model, messages);
      for (Message.Builder message : messages) {
        addStrings(message, field, known);
      }
    }
    return known.isEmpty() ? "" : known.get(random.nextInt(known.size()));
  }

  /// A value's name may come from any field that holds names.
  private static void addStrings(
      Message.Builder message, FieldDescriptor like, List<String> known) {
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (field.getJavaType() != like.getJavaType()) {
        continue;
      }
      List<Object> values =
          field.isRepeated() ? elements(message, field) : List.of(message.getField(field));
      for (Object value : values) {
        known.add(value instanceof ByteString bytes ? bytes.toStringUtf8() : value.toString());
      }
    }
  }

  /// A message of the same kind from this model or the other, or an empty one.
  private Message message(Message.Builder parent, FieldDescriptor field) {
    ModelProto source = random.nextBoolean() ? model.build() : other;
    List<Message.Builder> messages = new ArrayList<>();
    collect(source.toBuilder(), messages);
    messages.removeIf(message -> message.getDescriptorForType() != field.getMessageType());
    if (messages.isEmpty() || source.getSerializedSize() > LARGEST) {
      return parent.newBuilderForField(field).build();
    }
    return messages.get(random.nextInt(messages.size())).build();
  }
}
