package dev.gatun;

/// Element types of a [Tensor]. Sizes are in bytes; values are stored in native byte order.
public enum DType {
  /// IEEE 754 binary32.
  FLOAT32(4, true),
  /// IEEE 754 binary64.
  FLOAT64(8, true),
  /// IEEE 754 binary16.
  FLOAT16(2, true),
  /// The upper half of a binary32.
  BFLOAT16(2, true),
  /// Signed 8-bit integer.
  INT8(1, false),
  /// Signed 16-bit integer.
  INT16(2, false),
  /// Signed 32-bit integer.
  INT32(4, false),
  /// Signed 64-bit integer.
  INT64(8, false),
  /// Unsigned 8-bit integer.
  UINT8(1, false),
  /// Unsigned 16-bit integer.
  UINT16(2, false),
  /// Unsigned 32-bit integer.
  UINT32(4, false),
  /// Unsigned 64-bit integer.
  UINT64(8, false),
  /// One byte, 0 or 1.
  BOOL(1, false);

  private final int bytes;
  private final boolean floating;

  DType(int bytes, boolean floating) {
    this.bytes = bytes;
    this.floating = floating;
  }

  /// The size of one element.
  ///
  /// @return bytes per element
  public int bytes() {
    return bytes;
  }

  /// Whether this is one of the floating-point types.
  ///
  /// @return true for binary16/32/64 and bfloat16
  public boolean isFloat() {
    return floating;
  }

  /// Whether this is an integer type; [#BOOL] is none.
  ///
  /// @return true for the eight integer types
  public boolean isInteger() {
    return !floating && this != BOOL;
  }

  /// Whether this is an unsigned integer type.
  ///
  /// @return true for UINT8 to UINT64
  public boolean isUnsigned() {
    return switch (this) {
      case UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }
}
