package dev.gatun.kernels.java.width;

import java.lang.foreign.MemorySegment;

/// The one file that decides how wide vectors are. Touches no class of the Vector API itself, so
/// that it loads everywhere.
///
/// `-Dgatun.vectorBits=128|256|512` makes narrow paths run on wide machines; `0` demands the scalar
/// twin.
public final class Width {
  /// Vector bits in use: 512, 256, 128, or 0 for the scalar twin.
  public static final int BITS;

  /// Floats per channel block of the blocked layout, a power of two: `BITS / 32`, 16 for the scalar
  /// twin.
  public static final int LANES;

  /// Bytes per channel block of one pixel.
  public static final int BLOCK_BYTES;

  /// Vector registers that a tile may count on.
  public static final int REGISTERS;

  /// One line for people: what is in use and, for the scalar twin, what would make it faster.
  public static final String DESCRIPTION;

  static {
    Choice choice = choose();
    BITS = choice.bits;
    LANES = choice.bits == 0 ? 16 : choice.bits / 32;
    BLOCK_BYTES = LANES * Float.BYTES;
    boolean x86 = System.getProperty("os.arch", "").matches("amd64|x86_64");
    REGISTERS = BITS == 512 || !x86 ? 32 : 16;
    DESCRIPTION = choice.description;
  }

  private record Choice(int bits, String description) {}

  private Width() {}

  /// Whether the Vector API is in use.
  ///
  /// @return false for the scalar twin
  public static boolean isVector() {
    return BITS != 0;
  }

  /// Vector tiles read memory by address, which a JVM may have been told to refuse.
  @SuppressWarnings("restricted")
  private static boolean isNativeAccessAllowed() {
    try {
      return MemorySegment.NULL.reinterpret(1).byteSize() == 1;
    } catch (IllegalCallerException e) {
      return false;
    }
  }

  private static String accessName() {
    String module = Width.class.getModule().getName();
    return module == null ? "ALL-UNNAMED" : module;
  }

  private static Choice choose() {
    Integer wanted = Integer.getInteger("gatun.vectorBits");
    if (wanted != null && wanted == 0) {
      return new Choice(0, "scalar twin (-Dgatun.vectorBits=0)");
    }
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return new Choice(
          0,
          "scalar twin; add --add-modules jdk.incubator.vector to the command line for SIMD kernels");
    }
    String vm = System.getProperty("java.vm.name", "");
    if (vm.contains(
        "OpenJ9")) { // its Vector API is interpreted: about 100 times slower than scalar code
      return new Choice(
          0, "scalar twin; " + vm + " does not compile the Vector API, use a HotSpot JVM");
    }
    if (!isNativeAccessAllowed()) {
      return new Choice(
          0,
          "scalar twin; add --enable-native-access="
              + accessName()
              + " to the command line for SIMD kernels");
    }
    int widest = Widest.bits();
    int bits = widest;
    String note = "";
    if (wanted != null) {
      if (wanted == 128 || wanted == 256 || wanted == 512) {
        bits = Math.min(wanted, widest);
      }
      if (bits != wanted) {
        note =
            " (gatun.vectorBits="
                + wanted
                + " is not one of 0, 128, 256, 512 or is wider than this machine)";
      }
    }
    return new Choice(bits, "Vector API, " + bits + " bits" + note);
  }
}
