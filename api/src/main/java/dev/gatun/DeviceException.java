package dev.gatun;

import org.jspecify.annotations.Nullable;

/// A device that a backend computes on failed, or ran out of memory. Another backend may do what
/// this one could not; a session that was not told which to take goes on with it by itself.
public final class DeviceException extends BackendException {
  private static final long serialVersionUID = 1L;

  /// Says what the device did.
  ///
  /// @param message the operation, and what the device answered
  /// @param cause the underlying failure, or null
  public DeviceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
