package dev.gatun.kernels.java.width;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sizes of a core's own caches, for choosing blocks.
///
/// Linux tells them under `/sys`; elsewhere, and where it tells nonsense, they are what the
/// smallest cores of the last ten years have.
public final class Caches {
  private static final String FOLDER = "/sys/devices/system/cpu/cpu0/cache/";

  /// Bytes of the first-level data cache.
  public static final int L1_BYTES = size(Path.of(FOLDER, "index0", "size"), 32 << 10, 1 << 20);

  /// Bytes of the second-level cache.
  public static final int L2_BYTES = size(Path.of(FOLDER, "index2", "size"), 1 << 20, 16 << 20);

  private Caches() {}

  /// Reads a size such as `48K`.
  ///
  /// @param file where it stands
  /// @param least answer where the file is missing or says less
  /// @param most answer where it says more
  /// @return bytes
  static int size(Path file, int least, int most) {
    try {
      String text = Files.readString(file).strip();
      int unit = text.endsWith("K") ? 1 << 10 : text.endsWith("M") ? 1 << 20 : 1;
      long bytes = unit * Long.parseLong(unit == 1 ? text : text.substring(0, text.length() - 1));
      return Math.clamp(bytes, least, most);
    } catch (IOException | RuntimeException e) {
      return least;
    }
  }
}
