package dev.gatun.conformance.suite;

import com.google.protobuf.ByteString;
import dev.gatun.GatunException;
import dev.gatun.InvalidInputException;
import dev.gatun.Limits;
import dev.gatun.Tensor;
import dev.gatun.conformance.suite.OracleDatum.Absent;
import dev.gatun.conformance.suite.OracleDatum.Elements;
import dev.gatun.conformance.suite.OracleDatum.Items;
import dev.gatun.onnx.TensorMessages;
import dev.gatun.onnx.proto.TensorProto;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The oracle's result beside the recorded one, by the rule that Gatun's own results are held to
/// ([Comparison]). Strings must be equal, and so must the bits of element types that Gatun has not
/// (FLOAT8, INT4 and their kind).
final class OracleComparison {
  /// Numbers of ONNX's element types.
  private static final int STRING = 8;

  private static final int FLOAT8E4M3FN = 17;
  private static final int FLOAT8E4M3FNUZ = 18;
  private static final int FLOAT8E5M2 = 19;
  private static final int FLOAT8E5M2FNUZ = 20;
  private static final int FLOAT8E8M0 = 24;

  private OracleComparison() {}

  /// What is wrong with a result, or null.
  ///
  /// @throws GatunException if a tensor's data and shape disagree
  static @Nullable String fault(OracleDatum got, OracleDatum recorded, Tolerance tolerance) {
    return switch (recorded) {
      case Absent() -> got instanceof Absent ? null : mismatch(got, recorded);
      case Elements(TensorProto tensor) ->
          got instanceof Elements(TensorProto other)
              ? tensorFault(other, tensor, tolerance)
              : mismatch(got, recorded);
      case Items(List<OracleDatum> items) ->
          got instanceof Items(List<OracleDatum> others) && others.size() == items.size()
              ? itemFault(others, items, tolerance)
              : mismatch(got, recorded);
    };
  }

  private static @Nullable String itemFault(
      List<OracleDatum> got, List<OracleDatum> recorded, Tolerance tolerance) {
    for (int i = 0; i < recorded.size(); i++) {
      String fault = fault(got.get(i), recorded.get(i), tolerance);
      if (fault != null) {
        return "item " + i + ", " + fault;
      }
    }
    return null;
  }

  private static @Nullable String tensorFault(
      TensorProto got, TensorProto recorded, Tolerance tolerance) {
    if (got.getDataType() != recorded.getDataType()
        || !got.getDimsList().equals(recorded.getDimsList())) {
      return mismatch(new Elements(got), new Elements(recorded));
    } else if (recorded.getDataType() == STRING) {
      return got.getStringDataList().equals(recorded.getStringDataList())
          ? null
          : "got " + text(got) + ", required " + text(recorded);
    }
    Tensor required = numbers(recorded);
    return required == null
        ? bitFault(bits(got), bits(recorded), recorded.getDataType())
        : Comparison.of(numbers(got), required, tolerance).fault();
  }

  /// The tensor, or null where Gatun has no such element type.
  private static @Nullable Tensor numbers(TensorProto tensor) {
    try {
      return TensorMessages.read(
          tensor.toByteString().asReadOnlyByteBuffer(), Limits.defaults(), "tensor");
    } catch (InvalidInputException e) {
      return null;
    }
  }

  /// Elements below 16 bits stand in raw data, or each byte of them in an `int32_data`.
  private static ByteString bits(TensorProto tensor) {
    if (tensor.hasRawData()) {
      return tensor.getRawData();
    }
    byte[] bytes = new byte[tensor.getInt32DataCount()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) tensor.getInt32Data(i);
    }
    return ByteString.copyFrom(bytes);
  }

  private static @Nullable String bitFault(ByteString got, ByteString recorded, int type) {
    if (got.size() != recorded.size()) {
      return "got " + got.size() + " bytes, required " + recorded.size();
    }
    for (int i = 0; i < recorded.size(); i++) {
      byte a = got.byteAt(i);
      byte b = recorded.byteAt(i);
      if (a != b && !(isNan(a, type) && isNan(b, type))) {
        return String.format("byte %d: got %02x, required %02x", i, a, b);
      }
    }
    return null;
  }

  /// Whether a byte is a NaN of one of the 8-bit float types.
  private static boolean isNan(byte bits, int type) {
    return switch (type) {
      case FLOAT8E4M3FN -> (bits & 0x7f) == 0x7f;
      case FLOAT8E5M2 -> (bits & 0x7f) > 0x7c;
      case FLOAT8E4M3FNUZ, FLOAT8E5M2FNUZ -> (bits & 0xff) == 0x80;
      case FLOAT8E8M0 -> (bits & 0xff) == 0xff;
      default -> false;
    };
  }

  private static String mismatch(OracleDatum got, OracleDatum recorded) {
    return "got " + kind(got) + ", required " + kind(recorded);
  }

  private static String kind(OracleDatum datum) {
    return switch (datum) {
      case Absent() -> "an absent optional";
      case Elements(TensorProto tensor) ->
          "a tensor of type " + tensor.getDataType() + " and shape " + tensor.getDimsList();
      case Items(List<OracleDatum> items) -> "a sequence of " + items.size();
    };
  }

  private static List<String> text(TensorProto tensor) {
    return tensor.getStringDataList().stream().map(ByteString::toStringUtf8).toList();
  }
}
