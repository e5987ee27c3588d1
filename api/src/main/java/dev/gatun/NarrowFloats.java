package dev.gatun;

/// Floats of 16, 8 and 4 bits from and to their bits.
///
/// ```java
/// NarrowFloats.encode(DType.FLOAT8E4M3FN, 0.3, true, PowerRounding.UP); // 0x2a
/// NarrowFloats.decode(DType.FLOAT8E4M3FN, 0x2a); // 0.3125
/// ```
public final class NarrowFloats {
  private NarrowFloats() {}

  /// The value of some bits.
  ///
  /// @param dtype a float type of at most 16 bits
  /// @param bits the bits; those beyond the type's width do not count
  /// @return the value, exactly
  /// @throws InvalidInputException for another type
  public static double decode(DType dtype, int bits) {
    return switch (dtype) {
      case FLOAT16 -> Float.float16ToFloat((short) bits);
      case BFLOAT16 -> Float.intBitsToFloat(bits << 16);
      case FLOAT8E8M0 -> E8M0.decode(bits);
      default -> format(dtype).decode(bits);
    };
  }

  /// The bits of a number. FLOAT8E8M0 is rounded as asked, the others to the nearest value, of two
  /// equally near ones to the even one.
  ///
  /// @param dtype a float type of at most 16 bits
  /// @param value any number; a NaN becomes a NaN, and −0 in FLOAT4E2M1, which has none
  /// @param saturate whether what is out of range becomes the nearest finite value; else it becomes
  ///   infinity or, where the type has none, NaN. FLOAT4E2M1 always saturates, floats of 16 bits
  ///   never
  /// @param rounding for FLOAT8E8M0: which power of two is taken
  /// @return the bits
  /// @throws InvalidInputException for another type
  public static int encode(DType dtype, double value, boolean saturate, PowerRounding rounding) {
    return switch (dtype) {
      case FLOAT16 -> Short.toUnsignedInt(Halves.binary16(value));
      case BFLOAT16 -> Short.toUnsignedInt(Halves.bfloat16(value));
      case FLOAT8E8M0 -> E8M0.encode(value, saturate, rounding);
      default -> format(dtype).encode(value, saturate);
    };
  }

  private static MiniFloat format(DType dtype) {
    return switch (dtype) {
      case FLOAT8E4M3FN -> MiniFloat.E4M3FN;
      case FLOAT8E4M3FNUZ -> MiniFloat.E4M3FNUZ;
      case FLOAT8E5M2 -> MiniFloat.E5M2;
      case FLOAT8E5M2FNUZ -> MiniFloat.E5M2FNUZ;
      case FLOAT4E2M1 -> MiniFloat.E2M1;
      default ->
          throw new InvalidInputException("got " + dtype + ", required a float of at most 16 bits");
    };
  }
}
