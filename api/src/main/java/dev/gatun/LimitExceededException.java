package dev.gatun;

import org.jspecify.annotations.Nullable;

/// A model or request that needs more than the caller's [Limits] allow.
public final class LimitExceededException extends GatunException {
  private static final long serialVersionUID = 1L;

  /// Says which limit was exceeded.
  ///
  /// @param message what was got and what is required
  public LimitExceededException(String message) {
    super(message, null);
  }

  /// Says which limit was exceeded, after another failure.
  ///
  /// @param message what was got and what is required
  /// @param cause the underlying failure, or null
  public LimitExceededException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
