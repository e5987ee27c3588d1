package dev.gatun.session;

import dev.gatun.GatunException;
import dev.gatun.LimitExceededException;
import dev.gatun.ModelFormatException;

/// What the JVM throws as an error although it is no fault of the program: memory that runs out,
/// and mapped memory whose file became shorter. A session that met one is as usable as before.
public final class MemoryFault {
  /// How HotSpot words an access to a page of a mapped file that is no longer there. Weights stay
  /// in the file until they are used.
  private static final String LOST_PAGE = "unsafe memory access";

  private MemoryFault() {}

  /// Puts an error into a sentence.
  ///
  /// @param doing what was going on, for the message
  /// @param error an [OutOfMemoryError] or an [InternalError]
  /// @return what to throw instead
  /// @throws InternalError the error itself, where it says something else
  public static GatunException worded(String doing, VirtualMachineError error) {
    String detail = String.valueOf(error.getMessage());
    if (error instanceof OutOfMemoryError) {
      return new LimitExceededException(
          doing + ": got no more memory (" + detail + "), required a JVM that may use more", error);
    }
    if (detail.contains(LOST_PAGE)) {
      return new ModelFormatException(
          doing
              + ": got a model or data file that became shorter or unreadable after it was loaded,"
              + " required one that does not change while the model is in use",
          error);
    }
    throw error;
  }
}
