package dev.gatun;

import org.jspecify.annotations.Nullable;

/// A backend that cannot be found, cannot be used on this machine, or failed while compiling or
/// running. A [DeviceException] where a device is to blame.
public sealed class BackendException extends GatunException permits DeviceException {
  private static final long serialVersionUID = 1L;

  /// Says what is wrong with a backend.
  ///
  /// @param message what was got and what is required
  public BackendException(String message) {
    super(message, null);
  }

  /// Says what is wrong with a backend, after another failure.
  ///
  /// @param message what was got and what is required
  /// @param cause the underlying failure, or null
  public BackendException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
