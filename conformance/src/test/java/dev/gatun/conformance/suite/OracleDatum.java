package dev.gatun.conformance.suite;

import dev.gatun.onnx.proto.TensorProto;
import java.util.List;

/// A value of ONNX as test data hold it; a present optional is what it holds.
sealed interface OracleDatum {
  /// A tensor of any element type, strings among them.
  record Elements(TensorProto tensor) implements OracleDatum {}

  /// A sequence.
  record Items(List<OracleDatum> items) implements OracleDatum {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// An optional that holds nothing.
  record Absent() implements OracleDatum {}
}
