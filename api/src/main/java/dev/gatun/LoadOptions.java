package dev.gatun;

import dev.gatun.onnx.ImportOptions;
import dev.gatun.op.CustomOperator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How [Model#load] reads a file.
///
/// ```java
/// LoadOptions options = LoadOptions.defaults().withExternalData(Path.of("models/big"));
/// ```
///
/// @param limits what the model may ask for
/// @param externalData the only folder that external data may lie in, and that its locations are
///   relative to; null: none is read
/// @param unsupportedAllowed whether nodes without a counterpart are kept as placeholders, to be
///   looked at and never run, instead of ending the load
/// @param operators the caller's own operators, by domain and type
public record LoadOptions(
    Limits limits,
    @Nullable Path externalData,
    boolean unsupportedAllowed,
    Map<String, Map<String, CustomOperator>> operators) {
  private static final LoadOptions DEFAULTS =
      new LoadOptions(Limits.defaults(), null, false, Map.of());

  /// Copies the maps.
  public LoadOptions {
    Map<String, Map<String, CustomOperator>> copy = new HashMap<>();
    operators.forEach((domain, types) -> copy.put(domain, Map.copyOf(types)));
    operators = Map.copyOf(copy);
  }

  /// The default limits, no external data, unsupported nodes end the load.
  ///
  /// @return the default options
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /// A copy with other limits.
  ///
  /// @param other the limits
  /// @return the copy
  public LoadOptions withLimits(Limits other) {
    return new LoadOptions(other, externalData, unsupportedAllowed, operators);
  }

  /// A copy that reads external data.
  ///
  /// @param root the folder that external data must lie in, usually the model's own
  /// @return the copy
  public LoadOptions withExternalData(Path root) {
    return new LoadOptions(limits, root, unsupportedAllowed, operators);
  }

  /// A copy that keeps unsupported nodes, for tools that show a model.
  ///
  /// @return the copy
  public LoadOptions withUnsupportedAllowed() {
    return new LoadOptions(limits, externalData, true, operators);
  }

  /// A copy that knows one more operator, instead of whatever else has that name: one of Gatun's
  /// own, or a function in the model.
  ///
  /// @param domain the domain of the nodes, such as `com.example`
  /// @param type their operator type
  /// @param operator makes what computes them
  /// @return the copy
  public LoadOptions withOperator(String domain, String type, CustomOperator operator) {
    Map<String, Map<String, CustomOperator>> all = new HashMap<>(operators);
    Map<String, CustomOperator> types = new HashMap<>(all.getOrDefault(domain, Map.of()));
    types.put(type, operator);
    all.put(domain, types);
    return new LoadOptions(limits, externalData, unsupportedAllowed, all);
  }

  ImportOptions forImporter() {
    return new ImportOptions(limits, externalData, unsupportedAllowed, operators);
  }
}
