package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.onnx.proto.SparseTensorProto;
import dev.gatun.onnx.proto.TensorProto;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns `TensorProto`s into [Tensor]s. Raw and external data is not copied on a little-endian
/// machine, but for elements that are packed.
final class TensorReader {
  private final Limits limits;
  private final @Nullable ExternalData external;
  private final MemorySegment model;
  private long densified;

  /// For tensors that are in no model file.
  ///
  /// @param limits bounds on rank and elements
  TensorReader(Limits limits) {
    this(limits, null, MemorySegment.NULL);
  }

  /// @param limits bounds on rank, elements, and bytes that sparse tensors may grow to
  /// @param external the files beside the model, or null where the caller allows none
  /// @param model the model file, which tensors with a `raw_place` are slices of
  TensorReader(Limits limits, @Nullable ExternalData external, MemorySegment model) {
    this.limits = limits;
    this.external = external;
    this.model = model;
  }

  /// Reads a tensor.
  ///
  /// @param proto the tensor
  /// @param place what it belongs to, for messages
  /// @throws ModelFormatException if type, dims and data disagree
  /// @throws LimitExceededException if it is larger than the limits allow
  /// @throws UnsupportedException if Gatun has no such element type
  Tensor read(TensorProto proto, String place) {
    DType dtype = DataTypes.of(proto.getDataType(), place);
    Shape shape = shape(proto.getDimsList(), place);
    if (proto.hasSegment()) {
      throw new ModelFormatException(
          place + ": got a tensor in segments, required one in one piece");
    }
    long bytes = byteSize(dtype, shape, place);
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      if (external == null) {
        throw new ModelFormatException(
            place + ": got external data, required LoadOptions.withExternalData(root) to allow it");
      }
      return wrap(dtype, shape, external.map(proto.getExternalDataList(), bytes, place));
    }
    return switch (proto.getRawCase()) {
      case RAW_PLACE ->
          raw(RawDataExtractor.slice(model, proto.getRawPlace(), place), dtype, shape, place);
      case RAW_DATA ->
          raw(
              MemorySegment.ofBuffer(proto.getRawData().asReadOnlyByteBuffer()),
              dtype,
              shape,
              place);
      case RAW_NOT_SET -> TypedData.read(proto, dtype, shape, place);
    };
  }

  private static Tensor raw(MemorySegment data, DType dtype, Shape shape, String place) {
    long bytes = byteSize(dtype, shape, place);
    if (data.byteSize() != bytes) {
      throw new ModelFormatException(
          place
              + ": got "
              + data.byteSize()
              + " bytes of raw data, required "
              + bytes
              + " for "
              + dtype
              + shape);
    }
    return wrap(dtype, shape, data);
  }

  /// Reads a sparse tensor and fills in the zeros, within the budget for folded constants.
  ///
  /// @param proto values `[NNZ]` at indices `[NNZ]` (flattened) or `[NNZ, rank]`
  /// @param place what it belongs to, for messages
  Tensor readSparse(SparseTensorProto proto, String place) {
    Tensor values = read(proto.getValues(), place + ", values");
    Tensor indices = read(proto.getIndices(), place + ", indices");
    Shape shape = shape(proto.getDimsList(), place);
    densified += byteSize(values.dtype(), shape, place);
    if (densified > limits.foldedBytes()) {
      throw new LimitExceededException(
          place
              + ": sparse tensors grow to "
              + densified
              + " bytes, Limits.foldedBytes is "
              + limits.foldedBytes());
    }
    return SparseTensors.densify(values, indices, shape, place);
  }

  /// Checks extents.
  ///
  /// @param dims as in the file
  /// @param place what has them, for messages
  Shape shape(List<Long> dims, String place) {
    if (dims.size() > limits.rank()) {
      throw new LimitExceededException(
          place + ": got " + dims.size() + " axes, Limits.rank is " + limits.rank());
    }
    Shape shape;
    try {
      shape = Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    } catch (InvalidInputException e) {
      throw new ModelFormatException(place + ": " + e.getMessage(), e);
    }
    if (shape.size() > limits.tensorElements()) {
      throw new LimitExceededException(
          place
              + ": got "
              + shape.size()
              + " elements, Limits.tensorElements is "
              + limits.tensorElements());
    }
    return shape;
  }

  private static long byteSize(DType dtype, Shape shape, String place) {
    try {
      return PackedData.bytes(dtype, shape);
    } catch (InvalidInputException e) {
      throw new ModelFormatException(place + ": " + e.getMessage(), e);
    }
  }

  private static Tensor wrap(DType dtype, Shape shape, MemorySegment littleEndian) {
    if (dtype == DType.BOOL) {
      return normalised(Tensor.wrap(dtype, shape, littleEndian));
    } else if (dtype.bits() < 8) {
      return PackedData.unpack(dtype, shape, littleEndian);
    }
    boolean swap = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN && dtype.bytes() > 1;
    return Tensor.wrap(dtype, shape, swap ? swapped(littleEndian, dtype.bytes()) : littleEndian);
  }

  /// Booleans as 0 and 1; a copy only where the file has other bytes.
  private static Tensor normalised(Tensor bools) {
    MemorySegment data = bools.data();
    for (long i = 0; i < data.byteSize(); i++) {
      if ((data.get(ValueLayout.JAVA_BYTE, i) & ~1) != 0) {
        Tensor copy = Tensor.allocate(DType.BOOL, bools.shape());
        for (long j = 0; j < data.byteSize(); j++) {
          copy.setLong(j, data.get(ValueLayout.JAVA_BYTE, j));
        }
        return copy;
      }
    }
    return bools;
  }

  /// A copy with the bytes of each element reversed.
  static MemorySegment swapped(MemorySegment data, int elementBytes) {
    byte[] from = data.toArray(ValueLayout.JAVA_BYTE);
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i++) {
      int within = i % elementBytes;
      to[i - within + elementBytes - 1 - within] = from[i];
    }
    return MemorySegment.ofArray(to);
  }
}
