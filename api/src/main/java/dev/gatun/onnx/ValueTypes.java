package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.proto.TensorShapeProto;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what a model says about the types of its values. `dim_param` becomes a [Dim.Symbol]; an
/// extent without any value, or a negative one (some exporters write −1), becomes [Dim.Unknown].
final class ValueTypes {
  private final Limits limits;

  ValueTypes(Limits limits) {
    this.limits = limits;
  }

  /// The type of a value.
  ///
  /// @param info name and type
  /// @param place the value, for messages
  /// @return null where the file says nothing
  /// @throws UnsupportedException if it is not a tensor, or one of an element type that Gatun does
  ///   not have
  @Nullable TensorType read(ValueInfoProto info, String place) {
    TypeProto type = info.getType();
    return switch (type.getValueCase()) {
      case VALUE_NOT_SET -> null;
      case SEQUENCE_TYPE -> throw new UnsupportedException("sequence type");
      case MAP_TYPE -> throw new UnsupportedException("map type");
      case OPTIONAL_TYPE -> throw new UnsupportedException("optional type");
      case SPARSE_TENSOR_TYPE -> throw new UnsupportedException("sparse tensor type");
      case TENSOR_TYPE -> tensor(type.getTensorType(), place);
    };
  }

  private @Nullable TensorType tensor(TypeProto.Tensor type, String place) {
    if (type.getElemType() == 0) {
      return null;
    }
    DType dtype = DataTypes.of(type.getElemType(), place);
    return new TensorType(dtype, type.hasShape() ? dims(type.getShape(), place) : null);
  }

  private List<Dim> dims(TensorShapeProto shape, String place) {
    if (shape.getDimCount() > limits.rank()) {
      throw new LimitExceededException(
          place + ": got " + shape.getDimCount() + " axes, Limits.rank is " + limits.rank());
    }
    List<Dim> dims = new ArrayList<>();
    for (TensorShapeProto.Dimension dim : shape.getDimList()) {
      dims.add(dim(dim));
    }
    checkSize(dims, place);
    return dims;
  }

  private static Dim dim(TensorShapeProto.Dimension dim) {
    return switch (dim.getValueCase()) {
      case DIM_VALUE -> dim.getDimValue() < 0 ? Dim.UNKNOWN : Dim.of(dim.getDimValue());
      case DIM_PARAM ->
          isNameless(dim.getDimParam()) ? Dim.UNKNOWN : new Dim.Symbol(dim.getDimParam());
      case VALUE_NOT_SET -> Dim.UNKNOWN;
    };
  }

  /// Holds the product of the known extents other than 0 against the limit: what has no elements is
  /// allocated by nobody, and yet its extents are multiplied in many places.
  private void checkSize(List<Dim> dims, String place) {
    long product = 1;
    for (Dim dim : dims) {
      long extent = dim instanceof Dim.Known known ? Math.max(1, known.value()) : 1;
      if (extent > limits.tensorElements() / product) {
        throw new LimitExceededException(
            place
                + ": got extents "
                + dims
                + ", Limits.tensorElements is "
                + limits.tensorElements());
      }
      product *= extent;
    }
  }

  /// Where a message about a value says it is.
  static String place(String role, ValueInfoProto info) {
    String name = info.getName();
    if (name.isEmpty()) {
      throw new ModelFormatException(role + ": got one without a name, required a name");
    }
    return role + " '" + Names.shown(name) + "'";
  }

  /// Paddle2ONNX writes `?` for every extent that it does not know; those are not one extent.
  private static boolean isNameless(String symbol) {
    return symbol.isEmpty() || symbol.equals("?");
  }
}
