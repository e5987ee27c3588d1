package dev.gatun;

import org.jspecify.annotations.Nullable;

/// A backend that cannot be found, cannot be used on this machine, or failed while compiling or
/// running.
public final class BackendException extends GatunException {
  private static final long serialVersionUID = 1L;

  /// An error with its text.
  ///
  /// @param message what was got and what is required
  public BackendException(String message) {
    super(message, null);
  }

  /// An error with its text.
  ///
  /// @param message what was got and what is required
  /// @param cause the underlying failure, or null
  public BackendException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
