package dev.gatun.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One `TensorProto` alone, as the data files of ONNX's test suites hold it.
public final class TensorMessages {
  private TensorMessages() {}

  /// Reads a tensor.
  ///
  /// @param bytes the whole message
  /// @param limits bounds rank and size
  /// @param place where it comes from, for messages
  /// @return the tensor
  /// @throws ModelFormatException if this is no tensor, or its type, dims and data disagree
  /// @throws InvalidInputException if Gatun has no such element type
  /// @throws dev.gatun.LimitExceededException if it is larger than the limits allow
  public static Tensor read(ByteBuffer bytes, Limits limits, String place) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.setRecursionLimit(limits.nestingDepth());
      in.setSizeLimit(Integer.MAX_VALUE);
      return new TensorReader(limits).read(TensorProto.parseFrom(in), place);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(place + ": damaged, or no TensorProto: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ModelFormatException(place + ": it cannot be read: " + e, e);
    } catch (UnsupportedException e) {
      throw new InvalidInputException(place + ": " + e.reason(), e);
    }
  }

  /// A tensor as a message with raw data.
  ///
  /// @param dtype element type
  /// @param shape extents
  /// @param elements the elements as they are in memory, but little-endian
  /// @return the message's bytes
  public static byte[] write(DType dtype, Shape shape, byte[] elements) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDataType(DataTypes.code(dtype));
    for (long extent : shape.toArray()) {
      proto.addDims(extent);
    }
    return proto
        .setRawData(ByteString.copyFrom(PackedData.pack(dtype, elements)))
        .build()
        .toByteArray();
  }
}
