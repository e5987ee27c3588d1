package dev.gatun.conformance.suite;

import com.google.protobuf.ByteString;
import dev.gatun.GatunException;
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
/// ([Comparison]). Strings must be equal.
final class OracleComparison {
  /// ONNX's number of the type.
  private static final int STRING = 8;

  private OracleComparison() {}

  /// What is wrong with a result, or null.
  ///
  /// @throws GatunException if a tensor's data and shape disagree, or Gatun has no such elements
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
    return Comparison.of(numbers(got), numbers(recorded), tolerance).fault();
  }

  private static Tensor numbers(TensorProto tensor) {
    return TensorMessages.read(
        tensor.toByteString().asReadOnlyByteBuffer(), Limits.defaults(), "tensor");
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
