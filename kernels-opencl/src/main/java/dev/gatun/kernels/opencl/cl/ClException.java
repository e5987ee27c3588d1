package dev.gatun.kernels.opencl.cl;

/// A call of OpenCL failed. The engine turns it into a [dev.gatun.BackendException].
public final class ClException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  /// @param call name of the function
  /// @param code what it returned
  /// @param codeName the code's name
  /// @param detail what else is known, such as the compiler's log; may be empty
  public ClException(String call, int code, String codeName, String detail) {
    super(
        "OpenCL: "
            + call
            + " gave "
            + codeName
            + " ("
            + code
            + ")"
            + (detail.isBlank() ? "" : ": " + detail.strip()));
    this.code = code;
  }

  /// {@return the error code, negative}
  public int code() {
    return code;
  }

  /// Whether the device or the host ran out of memory or other resources.
  ///
  /// @return true for CL_MEM_OBJECT_ALLOCATION_FAILURE, CL_OUT_OF_RESOURCES, CL_OUT_OF_HOST_MEMORY
  ///   and CL_INVALID_BUFFER_SIZE
  public boolean isShortage() {
    return code == -4 || code == -5 || code == -6 || code == -61;
  }
}
