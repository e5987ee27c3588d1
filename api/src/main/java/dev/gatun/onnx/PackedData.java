package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Elements of 4 and 2 bits as ONNX packs them: the first one in the lowest bits of a byte, what is
/// left of the last byte unused. Wider types are their own packing.
final class PackedData {
  private PackedData() {}

  /// The bytes that a tensor takes in a file.
  ///
  /// @throws dev.gatun.InvalidInputException if the count overflows
  static long bytes(DType dtype, Shape shape) {
    int perByte = 8 / Math.min(8, dtype.bits());
    return Math.ceilDiv(Tensor.byteSize(dtype, shape), perByte);
  }

  /// A tensor from packed elements; wraps where nothing is packed.
  ///
  /// @param data [#bytes] bytes
  static Tensor unpack(DType dtype, Shape shape, MemorySegment data) {
    int bits = dtype.bits();
    if (bits >= 8) {
      return Tensor.wrap(dtype, shape, data);
    }
    int perByte = 8 / bits;
    boolean signed = dtype.isInteger() && !dtype.isUnsigned();
    Tensor tensor = Tensor.allocate(dtype, shape);
    for (long i = 0; i < shape.size(); i++) {
      int top = data.get(ValueLayout.JAVA_BYTE, i / perByte) << (32 - bits - i % perByte * bits);
      int element = signed ? top >> (32 - bits) : top >>> (32 - bits);
      tensor.data().set(ValueLayout.JAVA_BYTE, i, (byte) element);
    }
    return tensor;
  }

  /// The packed elements; the bytes themselves where nothing is packed.
  ///
  /// @param elements one element after the other, little-endian
  static byte[] pack(DType dtype, byte[] elements) {
    int bits = dtype.bits();
    if (bits >= 8) {
      return elements;
    }
    int perByte = 8 / bits;
    byte[] packed = new byte[Math.ceilDiv(elements.length, perByte)];
    for (int i = 0; i < elements.length; i++) {
      int element = elements[i] & ((1 << bits) - 1);
      packed[i / perByte] |= (byte) (element << (i % perByte * bits));
    }
    return packed;
  }
}
