package dev.gatun;

/// Element types of a [Tensor]. Sizes are in bytes; values are stored in native byte order.
///
/// Types of fewer than 8 bits take one byte per element in memory: integers as their value in two's
/// complement, floats as their bits in the low part. Files hold them packed, see [#bits].
public enum DType {
  /// IEEE 754 binary32.
  FLOAT32(32, true),
  /// IEEE 754 binary64.
  FLOAT64(64, true),
  /// IEEE 754 binary16.
  FLOAT16(16, true),
  /// The upper half of a binary32.
  BFLOAT16(16, true),
  /// Signed 8-bit integer.
  INT8(8, false),
  /// Signed 16-bit integer.
  INT16(16, false),
  /// Signed 32-bit integer.
  INT32(32, false),
  /// Signed 64-bit integer.
  INT64(64, false),
  /// Unsigned 8-bit integer.
  UINT8(8, false),
  /// Unsigned 16-bit integer.
  UINT16(16, false),
  /// Unsigned 32-bit integer.
  UINT32(32, false),
  /// Unsigned 64-bit integer.
  UINT64(64, false),
  /// One byte, 0 or 1.
  BOOL(8, false),
  /// Signed 4-bit integer, −8 to 7.
  INT4(4, false),
  /// Unsigned 4-bit integer, 0 to 15.
  UINT4(4, false),
  /// Signed 2-bit integer, −2 to 1.
  INT2(2, false),
  /// Unsigned 2-bit integer, 0 to 3.
  UINT2(2, false),
  /// An 8-bit float, 4 bits of exponent and 3 of fraction, up to ±448; NaN, no infinity.
  FLOAT8E4M3FN(8, true),
  /// An 8-bit float, 4 bits of exponent and 3 of fraction, up to ±240; NaN, no infinity, one zero.
  FLOAT8E4M3FNUZ(8, true),
  /// An 8-bit float, 5 bits of exponent and 2 of fraction, up to ±57344; NaN and infinities.
  FLOAT8E5M2(8, true),
  /// An 8-bit float, 5 bits of exponent and 2 of fraction, up to ±57344; NaN, no infinity, one
  /// zero.
  FLOAT8E5M2FNUZ(8, true),
  /// A power of two from 2⁻¹²⁷ to 2¹²⁷ or NaN; no sign, no zero.
  FLOAT8E8M0(8, true),
  /// A 4-bit float: 0, ½, 1, 1½, 2, 3, 4, 6 and their negatives.
  FLOAT4E2M1(4, true);

  private final int bits;
  private final boolean floating;

  DType(int bits, boolean floating) {
    this.bits = bits;
    this.floating = floating;
  }

  /// The size of one element in memory.
  ///
  /// @return bytes per element
  public int bytes() {
    return Math.max(1, bits / 8);
  }

  /// The width of one element, which is also what it takes where elements are packed.
  ///
  /// @return bits per element
  public int bits() {
    return bits;
  }

  /// Whether this is one of the floating-point types.
  ///
  /// @return true for binary16/32/64, bfloat16 and the floats of 8 and 4 bits
  public boolean isFloat() {
    return floating;
  }

  /// Whether this is an integer type; [#BOOL] is none.
  ///
  /// @return true for the integer types of 2 to 64 bits
  public boolean isInteger() {
    return !floating && this != BOOL;
  }

  /// Whether this is an unsigned integer type.
  ///
  /// @return true for UINT2 to UINT64
  public boolean isUnsigned() {
    return switch (this) {
      case UINT2, UINT4, UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  /// Whether this type is for storage only: operators convert, quantise and move such elements, but
  /// do not calculate with them.
  ///
  /// @return true for the integers below 8 bits and the floats below 16 bits
  public boolean isStorageOnly() {
    return bits < 8 || (floating && bits < 16);
  }
}
