package dev.gatun;

import org.jspecify.annotations.Nullable;

/// An argument, tensor or option that does not fit what it was given to.
public final class InvalidInputException extends GatunException {
  private static final long serialVersionUID = 1L;

  /// Says what does not fit.
  ///
  /// @param message what was got and what is required
  public InvalidInputException(String message) {
    super(message, null);
  }

  /// Says what does not fit, after another failure.
  ///
  /// @param message what was got and what is required
  /// @param cause the underlying failure, or null
  public InvalidInputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
