package dev.gatun.conformance.onnx;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The elements of an initialiser, told when the file is written: a gigabyte of weights that a
/// formula gives need not be in memory at once.
public interface OnnxData {
  /// The element type.
  ///
  /// @return a type of 8 bits or more
  DType dtype();

  /// The extents.
  ///
  /// @return the shape
  Shape shape();

  /// Writes all elements in row-major order, little-endian.
  ///
  /// @param out where to
  /// @throws IOException if it cannot be written
  void writeTo(OutputStream out) throws IOException;

  /// The elements of a tensor.
  ///
  /// @param tensor which must not change before the file is written
  /// @return its elements
  static OnnxData of(Tensor tensor) {
    return new OnnxData() {
      @Override
      public DType dtype() {
        return tensor.dtype();
      }

      @Override
      public Shape shape() {
        return tensor.shape();
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(Tensor.byteSize(dtype(), shape()))];
        ValueLayout element =
            switch (dtype().bytes()) {
              case 1 -> ValueLayout.JAVA_BYTE;
              case 2 -> ValueLayout.JAVA_SHORT_UNALIGNED;
              case 4 -> ValueLayout.JAVA_INT_UNALIGNED;
              default -> ValueLayout.JAVA_LONG_UNALIGNED;
            };
        MemorySegment.copy(
            tensor.data(),
            element,
            0,
            MemorySegment.ofArray(bytes),
            element.withOrder(ByteOrder.LITTLE_ENDIAN),
            0,
            shape().size());
        out.write(bytes);
      }
    };
  }
}
