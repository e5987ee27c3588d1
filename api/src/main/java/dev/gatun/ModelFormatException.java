package dev.gatun;

import org.jspecify.annotations.Nullable;

/// A model file or tensor file that cannot be what it claims to be: damaged, truncated,
/// inconsistent.
public final class ModelFormatException extends GatunException {
  private static final long serialVersionUID = 1L;

  /// An error with its text.
  ///
  /// @param message what was got and what is required
  public ModelFormatException(String message) {
    super(message, null);
  }

  /// An error with its text.
  ///
  /// @param message what was got and what is required
  /// @param cause the underlying failure, or null
  public ModelFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
