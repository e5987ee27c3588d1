package dev.gatun;

import java.nio.file.Path;
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
public record LoadOptions(Limits limits, @Nullable Path externalData, boolean unsupportedAllowed) {
  private static final LoadOptions DEFAULTS = new LoadOptions(Limits.defaults(), null, false);

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
    return new LoadOptions(other, externalData, unsupportedAllowed);
  }

  /// A copy that reads external data.
  ///
  /// @param root the folder that external data must lie in, usually the model's own
  /// @return the copy
  public LoadOptions withExternalData(Path root) {
    return new LoadOptions(limits, root, unsupportedAllowed);
  }

  /// A copy that keeps unsupported nodes, for tools that show a model.
  ///
  /// @return the copy
  public LoadOptions withUnsupportedAllowed() {
    return new LoadOptions(limits, externalData, true);
  }
}
