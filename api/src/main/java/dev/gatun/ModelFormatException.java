package dev.gatun;

import org.jspecify.annotations.Nullable;

/// A model file or tensor file that cannot be what it claims to be: damaged, truncated,
/// inconsistent.
public final class ModelFormatException extends GatunException {
  private static final long serialVersionUID = 1L;

  /// Says what is wrong with a file.
  ///
  /// @param message what was got and what is required
  public ModelFormatException(String message) {
    super(message, null);
  }

  /// Says what is wrong with a file, after another failure.
  ///
  /// @param message what was got and what is required
  /// @param cause the underlying failure, or null
  public ModelFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
