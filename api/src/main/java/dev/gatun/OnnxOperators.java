package dev.gatun;

import dev.gatun.onnx.OperatorVersions;
import java.util.List;
import java.util.SortedMap;

/// What Gatun reads of ONNX.
///
/// ```java
/// OnnxOperators.versions().get("Conv");   // [1, 11, 22]
/// ```
public final class OnnxOperators {
  private OnnxOperators() {}

  /// The operators that the importer knows.
  ///
  /// @return for each operator the opsets in which ONNX changed it, in ascending order; a model of
  ///   any opset from the first of them on is read. An operator of another domain than the standard
  ///   one has the domain in front
  public static SortedMap<String, List<Integer>> versions() {
    return OperatorVersions.all();
  }
}
