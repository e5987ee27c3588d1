package dev.gatun;

import org.jspecify.annotations.Nullable;

/// The root of everything Gatun throws on purpose. The message says the place, what was got and
/// what is required.
public abstract sealed class GatunException extends RuntimeException
    permits ModelFormatException,
        UnsupportedOperatorException,
        InvalidInputException,
        BackendException,
        LimitExceededException {
  private static final long serialVersionUID = 1L;

  /// Hands message and cause on from one of the kinds.
  ///
  /// @param message what was got and what is required
  /// @param cause the underlying failure, or null
  protected GatunException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
