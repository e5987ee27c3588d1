package dev.gatun;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;

/// A typed, dense, row-major array over a [MemorySegment]. Wrapping copies nothing; who owns the
/// memory stays the owner.
///
/// ```java
/// Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);   // wraps the array
/// float[] y = session.run(x).toFloats();
/// ```
public final class Tensor {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;

  private final DType dtype;
  private final Shape shape;
  private final MemorySegment data;

  private Tensor(DType dtype, Shape shape, MemorySegment data) {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /// Wraps memory without copying.
  ///
  /// @param dtype element type
  /// @param shape extents
  /// @param data memory of exactly `shape.size() × dtype.bytes()` bytes, elements in native byte
  ///   order, any alignment
  /// @return a view of that memory
  /// @throws InvalidInputException if the memory has another size
  public static Tensor wrap(DType dtype, Shape shape, MemorySegment data) {
    long required = byteSize(dtype, shape);
    if (data.byteSize() != required) {
      throw new InvalidInputException(
          "Tensor "
              + dtype
              + shape
              + ": got "
              + data.byteSize()
              + " bytes of memory, required "
              + required);
    }
    return new Tensor(dtype, shape, data);
  }

  /// A zeroed tensor on the Java heap; nothing to close.
  ///
  /// @param dtype element type
  /// @param shape extents
  /// @return the tensor
  /// @throws LimitExceededException if it does not fit a Java array
  public static Tensor allocate(DType dtype, Shape shape) {
    long bytes = byteSize(dtype, shape);
    if (shape.size() > Integer.MAX_VALUE - 16) {
      throw new LimitExceededException(
          "Tensor "
              + dtype
              + shape
              + ": "
              + shape.size()
              + " elements do not fit a Java array; use wrap with an Arena");
    }
    int n = (int) shape.size();
    MemorySegment memory =
        switch (dtype) {
          case FLOAT32 -> MemorySegment.ofArray(new float[n]);
          case FLOAT64 -> MemorySegment.ofArray(new double[n]);
          case INT64, UINT64 -> MemorySegment.ofArray(new long[n]);
          case INT32, UINT32 -> MemorySegment.ofArray(new int[n]);
          case INT16, UINT16, FLOAT16, BFLOAT16 -> MemorySegment.ofArray(new short[n]);
          case INT8, UINT8, BOOL, INT4, UINT4, INT2, UINT2 ->
              MemorySegment.ofArray(new byte[(int) bytes]);
          case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 ->
              MemorySegment.ofArray(new byte[(int) bytes]);
        };
    return new Tensor(dtype, shape, memory);
  }

  /// A zeroed, 64-byte-aligned tensor outside the heap, freed with the arena.
  ///
  /// @param dtype element type
  /// @param shape extents
  /// @param arena owner of the memory
  /// @return the tensor
  public static Tensor allocate(DType dtype, Shape shape, Arena arena) {
    return new Tensor(dtype, shape, arena.allocate(byteSize(dtype, shape), 64));
  }

  /// Wraps a float array (FLOAT32), no copy.
  ///
  /// @param data elements, row-major
  /// @param dims extents; their product must be the array's length
  /// @return the tensor
  public static Tensor of(float[] data, long... dims) {
    return wrap(DType.FLOAT32, Shape.of(dims), MemorySegment.ofArray(data));
  }

  /// Wraps a double array (FLOAT64), no copy.
  ///
  /// @param data elements, row-major
  /// @param dims extents; their product must be the array's length
  /// @return the tensor
  public static Tensor of(double[] data, long... dims) {
    return wrap(DType.FLOAT64, Shape.of(dims), MemorySegment.ofArray(data));
  }

  /// Wraps a long array (INT64), no copy.
  ///
  /// @param data elements, row-major
  /// @param dims extents; their product must be the array's length
  /// @return the tensor
  public static Tensor of(long[] data, long... dims) {
    return wrap(DType.INT64, Shape.of(dims), MemorySegment.ofArray(data));
  }

  /// Wraps an int array (INT32), no copy.
  ///
  /// @param data elements, row-major
  /// @param dims extents; their product must be the array's length
  /// @return the tensor
  public static Tensor of(int[] data, long... dims) {
    return wrap(DType.INT32, Shape.of(dims), MemorySegment.ofArray(data));
  }

  /// Wraps a float buffer's remaining elements (FLOAT32), no copy, direct or heap.
  ///
  /// @param data elements in native byte order
  /// @param dims extents; their product must be `data.remaining()`
  /// @return the tensor
  public static Tensor of(FloatBuffer data, long... dims) {
    return wrap(DType.FLOAT32, Shape.of(dims), MemorySegment.ofBuffer(data));
  }

  /// A rank-0 FLOAT32 tensor.
  ///
  /// @param value its one element
  /// @return the tensor
  public static Tensor scalar(float value) {
    return of(new float[] {value});
  }

  /// A rank-0 INT64 tensor.
  ///
  /// @param value its one element
  /// @return the tensor
  public static Tensor scalar(long value) {
    return of(new long[] {value});
  }

  /// The bytes that a tensor of this type and shape holds.
  ///
  /// @param dtype element type
  /// @param shape extents
  /// @return bytes
  /// @throws InvalidInputException if the count overflows
  public static long byteSize(DType dtype, Shape shape) {
    if (shape.size() > Long.MAX_VALUE / 8) {
      throw new InvalidInputException("Tensor " + dtype + shape + ": its size in bytes overflows");
    }
    return shape.size() * dtype.bytes();
  }

  /// The element type.
  ///
  /// @return the type
  public DType dtype() {
    return dtype;
  }

  /// The extents.
  ///
  /// @return the shape
  public Shape shape() {
    return shape;
  }

  /// The memory behind this tensor: `shape().size() × dtype().bytes()` bytes, row-major, native
  /// byte order.
  ///
  /// @return the segment itself, not a copy
  public MemorySegment data() {
    return data;
  }

  /// The same memory under another shape of the same size.
  ///
  /// @param other extents
  /// @return a view
  /// @throws InvalidInputException if the element counts differ
  public Tensor reshape(Shape other) {
    if (other.size() != shape.size()) {
      throw new InvalidInputException(
          "Tensor.reshape: got "
              + other
              + " ("
              + other.size()
              + " elements), required "
              + shape.size()
              + " elements");
    }
    return new Tensor(dtype, other, data);
  }

  /// Element `i` in row-major order as a double: integers by value (unsigned where the type is),
  /// BOOL as 0 or 1.
  ///
  /// @param i index, 0 to `shape().size() − 1`
  /// @return the value
  public double getDouble(long i) {
    return switch (dtype) {
      case FLOAT32 -> data.get(F32, i * 4);
      case FLOAT64 -> data.get(F64, i * 8);
      case FLOAT16 -> Float.float16ToFloat(data.get(I16, i * 2));
      case BFLOAT16 -> Float.intBitsToFloat(data.get(I16, i * 2) << 16);
      case UINT64 -> {
        long v = data.get(I64, i * 8);
        yield v >= 0 ? (double) v : (double) ((v >>> 1) | (v & 1)) * 2.0;
      }
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 ->
          NarrowFloats.decode(dtype, data.get(I8, i));
      default -> (double) getLong(i);
    };
  }

  /// Element `i` in row-major order as a long; floats are truncated toward zero, UINT64 keeps its
  /// bits.
  ///
  /// @param i index, 0 to `shape().size() − 1`
  /// @return the value
  public long getLong(long i) {
    return switch (dtype) {
      case INT64, UINT64 -> data.get(I64, i * 8);
      case INT32 -> data.get(I32, i * 4);
      case UINT32 -> Integer.toUnsignedLong(data.get(I32, i * 4));
      case INT16 -> data.get(I16, i * 2);
      case UINT16 -> Short.toUnsignedLong(data.get(I16, i * 2));
      case INT8, INT4, INT2 -> data.get(I8, i);
      case UINT8, UINT4, UINT2, BOOL -> Byte.toUnsignedLong(data.get(I8, i));
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> (long) getDouble(i);
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 ->
          (long) getDouble(i);
    };
  }

  /// Stores a double as element `i`, rounded to the element type (integers: truncated, then
  /// wrapped; BOOL: not 0). Floats of 8 and 4 bits saturate, and FLOAT8E8M0 rounds up.
  ///
  /// @param i index, 0 to `shape().size() − 1`
  /// @param value the value
  public void setDouble(long i, double value) {
    switch (dtype) {
      case FLOAT32 -> data.set(F32, i * 4, (float) value);
      case FLOAT64 -> data.set(F64, i * 8, value);
      case FLOAT16 -> data.set(I16, i * 2, Halves.binary16(value));
      case BFLOAT16 -> data.set(I16, i * 2, Halves.bfloat16(value));
      case BOOL -> data.set(I8, i, (byte) (value != 0 ? 1 : 0));
      case UINT64 ->
          data.set(
              I64,
              i * 8,
              value >= 0x1p63 ? (long) (value - 0x1p63) ^ Long.MIN_VALUE : (long) value);
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 ->
          data.set(I8, i, (byte) NarrowFloats.encode(dtype, value, true, PowerRounding.UP));
      default -> setLong(i, (long) value);
    }
  }

  /// Stores a long as element `i`; wraps where the type is narrower.
  ///
  /// @param i index, 0 to `shape().size() − 1`
  /// @param value the value
  public void setLong(long i, long value) {
    switch (dtype) {
      case INT64, UINT64 -> data.set(I64, i * 8, value);
      case INT32, UINT32 -> data.set(I32, i * 4, (int) value);
      case INT16, UINT16 -> data.set(I16, i * 2, (short) value);
      case INT8, UINT8 -> data.set(I8, i, (byte) value);
      case BOOL -> data.set(I8, i, (byte) (value != 0 ? 1 : 0));
      case INT4 -> data.set(I8, i, (byte) ((byte) (value << 4) >> 4));
      case UINT4 -> data.set(I8, i, (byte) (value & 0xf));
      case INT2 -> data.set(I8, i, (byte) ((byte) (value << 6) >> 6));
      case UINT2 -> data.set(I8, i, (byte) (value & 0x3));
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> setDouble(i, (double) value);
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 ->
          setDouble(i, (double) value);
    }
  }

  /// A copy of the elements as floats, converted where the type is another.
  ///
  /// @return one float per element, row-major
  public float[] toFloats() {
    if (dtype == DType.FLOAT32) {
      return data.toArray(F32);
    }
    float[] out = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) getDouble(i);
    }
    return out;
  }

  /// A copy of the elements as longs; see [#getLong].
  ///
  /// @return one long per element, row-major
  public long[] toLongs() {
    long[] out = new long[Math.toIntExact(shape.size())];
    for (int i = 0; i < out.length; i++) {
      out[i] = getLong(i);
    }
    return out;
  }

  /// A copy of the elements as doubles; see [#getDouble].
  ///
  /// @return one double per element, row-major
  public double[] toDoubles() {
    double[] out = new double[Math.toIntExact(shape.size())];
    if (dtype == DType.FLOAT32) { // one copy, and a loop that HotSpot turns into vectors
      float[] floats = toFloats();
      for (int i = 0; i < out.length; i++) {
        out[i] = floats[i];
      }
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = getDouble(i);
    }
    return out;
  }

  /// Copies all elements into another tensor of the same type and element count.
  ///
  /// @param target where to
  /// @throws InvalidInputException if type or count differ
  public void copyTo(Tensor target) {
    if (target.dtype != dtype || target.shape.size() != shape.size()) {
      throw new InvalidInputException("Tensor.copyTo: got target " + target + ", required " + this);
    }
    MemorySegment.copy(data, 0, target.data, 0, data.byteSize());
  }

  /// Type and shape, such as `FLOAT32[1,3,224,224]`; never the elements.
  @Override
  public String toString() {
    return dtype.toString() + shape;
  }
}
