package dev.gatun.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Protobuf messages put together on the heap, mostly of pieces of another one.
final class WireWriter {
  private static final int FIRST_CAPACITY = 1 << 12;

  /// A 32-bit varint is no longer, so neither is a length.
  private static final int LONGEST_LENGTH = 5;

  private final int most;
  private byte[] bytes;
  private int size;

  /// @param most bytes that will be written at most
  WireWriter(int most) {
    this.most = most;
    this.bytes = new byte[Math.min(most, FIRST_CAPACITY)];
  }

  /// Appends bytes of a buffer.
  ///
  /// @param from the buffer; its position does not count
  /// @param start index of the first byte
  /// @param end index after the last byte
  void copy(ByteBuffer from, int start, int end) {
    reserve(end - start);
    from.get(start, bytes, size, end - start);
    size += end - start;
  }

  /// Appends a field of wire type [WireReader#FIXED64].
  ///
  /// @param number the field's number
  /// @param value its value
  void fixed64(int number, long value) {
    varint((number << 3) | WireReader.FIXED64);
    reserve(Long.BYTES);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(size, value);
    size += Long.BYTES;
  }

  private void varint(int value) {
    reserve(LONGEST_LENGTH);
    int rest = value;
    while (rest >>> 7 != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// Leaves room for a length that is known later. The room is that of the original's length: what
  /// stands for a message is never longer than the message, and a varint may be padded, so that
  /// nothing has to be moved.
  ///
  /// @param width bytes of the length in the original, 1 or more
  /// @return what [#endMessage] wants
  int beginMessage(int width) {
    int room = Math.min(width, LONGEST_LENGTH);
    reserve(room);
    size += room;
    return size;
  }

  /// Fills in the length of the message that began last and has no end yet.
  ///
  /// @param start from [#beginMessage]
  /// @param width as given to `beginMessage`
  void endMessage(int start, int width) {
    int room = Math.min(width, LONGEST_LENGTH);
    int rest = size - start;
    for (int i = start - room; i < start - 1; i++) {
      bytes[i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[start - 1] = (byte) rest;
  }

  /// What was written, no copy.
  ByteBuffer written() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      long twice = Math.max(2L * bytes.length, (long) size + more);
      bytes = Arrays.copyOf(bytes, (int) Math.max(Math.min(twice, most), size + more));
    }
  }
}
