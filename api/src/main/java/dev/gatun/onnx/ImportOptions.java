package dev.gatun.onnx;

import dev.gatun.Limits;
import dev.gatun.op.CustomOperator;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the importer reads a file: `LoadOptions` as this package sees them, which knows nothing of
/// what stands above it.
///
/// @param limits what the model may ask for
/// @param externalData the only folder that external data may lie in; null: none is read
/// @param unsupportedAllowed whether nodes without a counterpart are kept as placeholders
/// @param operators the caller's own operators, by domain and type
public record ImportOptions(
    Limits limits,
    @Nullable Path externalData,
    boolean unsupportedAllowed,
    Map<String, Map<String, CustomOperator>> operators) {

  /// The caller's own operator of a name, or null where there is none.
  @Nullable CustomOperator operator(String domain, String type) {
    return operators.getOrDefault(domain, Map.of()).get(type);
  }
}
