package dev.gatun.conformance.hostile;

import java.util.ArrayList;
import java.util.List;

/// Where the lengths of a protobuf file stand, found without its schema: whatever reads as a
/// message to its last byte is taken for one.
final class WireLengths {
  private static final int DEEPEST = 12;

  private final byte[] bytes;
  private int position;

  private WireLengths(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Offsets of the first bytes of lengths.
  static List<Integer> offsets(byte[] bytes) {
    List<Integer> offsets = new ArrayList<>();
    new WireLengths(bytes).message(bytes.length, 0, offsets);
    return offsets;
  }

  /// Whether the bytes up to an end read as fields.
  private boolean message(int end, int depth, List<Integer> offsets) {
    while (position < end) {
      long tag = varint(end);
      if (tag < 8) { // field 0, or no tag at all
        return false;
      }
      int type = (int) (tag & 7);
      if (type == 2) {
        int at = position;
        long length = varint(end);
        if (length < 0 || length > end - position) {
          return false;
        }
        offsets.add(at);
        inside(position + (int) length, depth, offsets);
      } else if (type == 0) {
        if (varint(end) == Long.MIN_VALUE) {
          return false;
        }
      } else if (type == 1 || type == 5) {
        position += type == 1 ? 8 : 4;
      } else {
        return false;
      }
    }
    return position == end;
  }

  private void inside(int end, int depth, List<Integer> offsets) {
    List<Integer> inner = new ArrayList<>();
    if (depth < DEEPEST && message(end, depth + 1, inner)) {
      offsets.addAll(inner);
    }
    position = end;
  }

  /// A varint, or the smallest long where there is none.
  private long varint(int end) {
    long value = 0;
    for (int shift = 0; shift < 64 && position < end; shift += 7) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    return Long.MIN_VALUE;
  }
}
