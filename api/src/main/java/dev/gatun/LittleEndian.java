package dev.gatun;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Elements as files hold them, little-endian, to and from native byte order.
final class LittleEndian {
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private LittleEndian() {}

  /// A heap tensor with the remaining bytes as its elements.
  static Tensor tensor(DType dtype, Shape shape, ByteBuffer bytes) {
    Tensor tensor = Tensor.allocate(dtype, shape);
    copy(
        dtype,
        MemorySegment.ofBuffer(bytes),
        ORDER,
        tensor.data(),
        ByteOrder.nativeOrder(),
        shape.size());
    return tensor;
  }

  /// A copy of the elements.
  static byte[] elements(Tensor tensor) {
    byte[] bytes = new byte[Math.toIntExact(tensor.data().byteSize())];
    copy(
        tensor.dtype(),
        tensor.data(),
        ByteOrder.nativeOrder(),
        MemorySegment.ofArray(bytes),
        ORDER,
        tensor.shape().size());
    return bytes;
  }

  private static void copy(
      DType dtype,
      MemorySegment from,
      ByteOrder fromOrder,
      MemorySegment to,
      ByteOrder toOrder,
      long count) {
    ValueLayout layout =
        switch (dtype.bytes()) {
          case 1 -> ValueLayout.JAVA_BYTE;
          case 2 -> ValueLayout.JAVA_SHORT_UNALIGNED;
          case 4 -> ValueLayout.JAVA_INT_UNALIGNED;
          default -> ValueLayout.JAVA_LONG_UNALIGNED;
        };
    MemorySegment.copy(
        from, layout.withOrder(fromOrder), 0, to, layout.withOrder(toOrder), 0, count);
  }
}
