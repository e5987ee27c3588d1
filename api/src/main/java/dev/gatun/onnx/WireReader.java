package dev.gatun.onnx;

import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import java.nio.ByteBuffer;

/// Tags, varints and lengths of protobuf's wire format, read from a buffer where it lies.
/// `CodedInputStream` would copy a buffer outside the heap as a whole.
///
/// Messages tell where a fault is in bytes from the start of the buffer.
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int DELIMITED = 2;
  static final int GROUP = 3;
  static final int END_GROUP = 4;
  static final int FIXED32 = 5;

  private static final int LONGEST_VARINT = 10;
  private static final long LARGEST_TAG = (1L << 32) - 1;

  private final ByteBuffer bytes;
  private final int nestingDepth;
  private int position;
  private int end;
  private int depth;

  /// @param bytes a message; read from index 0 to its limit, its position stays
  /// @param limits bounds the nesting of messages and groups
  WireReader(ByteBuffer bytes, Limits limits) {
    this.bytes = bytes;
    this.nestingDepth = limits.nestingDepth();
    this.end = bytes.limit();
  }

  static int number(int tag) {
    return tag >>> 3;
  }

  static int type(int tag) {
    return tag & 7;
  }

  /// Where the next byte is.
  int position() {
    return position;
  }

  /// Whether the message has another byte.
  boolean hasMore() {
    return position < end;
  }

  /// Goes into a message that begins here. Until [#leave] nothing is read beyond its end.
  ///
  /// @param length its size in bytes, from [#length]
  /// @return what `leave` wants
  /// @throws LimitExceededException if this is too deep
  int enter(int length) {
    deeper();
    int outer = end;
    end = position + length;
    return outer;
  }

  /// Goes back to the message around.
  ///
  /// @param outer from [#enter]
  void leave(int outer) {
    depth--;
    end = outer;
  }

  /// A field's number and wire type.
  int tag() {
    int start = position;
    long tag = varint();
    if (tag < 0 || tag > LARGEST_TAG || number((int) tag) == 0) {
      throw new ModelFormatException(
          "got a field number out of range at offset " + start + ", required 1 to 2^29 - 1");
    }
    return (int) tag;
  }

  /// The length of a delimited field, no more than what is left of the message.
  int length() {
    int start = position;
    long length = varint();
    if (length < 0 || length > end - position) {
      throw new ModelFormatException(
          "got a field of "
              + Long.toUnsignedString(length)
              + " bytes at offset "
              + start
              + ", where "
              + (end - position)
              + " bytes are left");
    }
    return (int) length;
  }

  /// Passes over bytes.
  ///
  /// @param length no more than what is left of the message
  /// @throws ModelFormatException if less is left
  void skip(int length) {
    if (length > end - position) {
      throw truncated();
    }
    position += length;
  }

  /// Passes over the value of a field of any wire type, groups with all that is in them.
  ///
  /// @param tag the field's tag, which was just read
  void skipValue(int tag) {
    switch (type(tag)) {
      case VARINT -> varint();
      case FIXED64 -> skip(Long.BYTES);
      case DELIMITED -> skip(length());
      case GROUP -> skipGroup(number(tag));
      case END_GROUP ->
          throw new ModelFormatException(
              "got the end of a group before offset " + position + ", where none is open");
      case FIXED32 -> skip(Integer.BYTES);
      default ->
          throw new ModelFormatException(
              "got wire type " + type(tag) + " before offset " + position + ", required 0 to 5");
    }
  }

  private void skipGroup(int number) {
    deeper();
    int tag = tag();
    while (type(tag) != END_GROUP) {
      skipValue(tag);
      tag = tag();
    }
    if (number(tag) != number) {
      throw new ModelFormatException(
          "got the end of group "
              + number(tag)
              + " before offset "
              + position
              + ", required that of group "
              + number);
    }
    depth--;
  }

  private void deeper() {
    if (depth == nestingDepth) {
      throw new LimitExceededException(
          "got messages nested deeper than Limits.nestingDepth, " + nestingDepth);
    }
    depth++;
  }

  private long varint() {
    int start = position;
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (position == end) {
        throw truncated();
      }
      byte b = bytes.get(position++);
      value |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new ModelFormatException(
        "got a varint longer than " + LONGEST_VARINT + " bytes at offset " + start);
  }

  private ModelFormatException truncated() {
    return new ModelFormatException(
        "got a field that is cut off at offset " + end + ", where its message ends");
  }
}
