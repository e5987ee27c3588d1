package dev.gatun.kernels.java.width;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Sizes of a core's own caches, and of its part of what cores share, for choosing blocks.
///
/// Linux tells them under `/sys`; elsewhere, and where it tells nonsense, they are what the
/// smallest cores of the last ten years have.
///
/// `-Dgatun.cacheBytes=N` makes blocks as small as a second-level cache of N bytes would want them,
/// 4096 at least, so that small problems go through every loop over blocks. Strict results have the
/// same bits with any size.
public final class Caches {
  private static final String FOLDER = "/sys/devices/system/cpu/cpu0/cache/";
  private static final int LEAST_L1 = 32 << 10;
  private static final int MOST_L1 = 1 << 20;
  private static final int LEAST_L2 = 256 << 10;
  private static final int MOST_L2 = 16 << 20;
  private static final int LEAST_SHARED = 4 << 20;
  private static final int LEAST_INJECTED = 4096;

  /// First-level caches are so much smaller than second-level ones, where a size is injected.
  private static final int LEVELS = 16;

  private static final @Nullable Integer INJECTED = Integer.getInteger("gatun.cacheBytes");

  /// Bytes of the second-level cache.
  public static final int L2_BYTES = secondLevel(INJECTED);

  /// Bytes that a core may use of the third-level cache: four times its second-level one, 4 MB at
  /// least.
  public static final long SHARED_BYTES = thirdLevel(INJECTED);

  /// Bytes of the first-level data cache.
  public static final int L1_BYTES = firstLevel(INJECTED);

  private Caches() {}

  /// Decides for the second level.
  ///
  /// @param injected bytes asked for, or null for the machine's own
  /// @return bytes
  static int secondLevel(@Nullable Integer injected) {
    return injected == null
        ? size(Path.of(FOLDER, "index2", "size"), LEAST_L2, MOST_L2)
        : Math.clamp(injected, LEAST_INJECTED, MOST_L2);
  }

  /// Decides for the part of the third level.
  ///
  /// @param injected bytes asked for of the second one, or null for the machine's own
  /// @return bytes
  static long thirdLevel(@Nullable Integer injected) {
    long four = 4L * secondLevel(injected);
    return injected == null ? Math.max(LEAST_SHARED, four) : four;
  }

  /// Decides for the first level.
  ///
  /// @param injected bytes asked for of the second one, or null for the machine's own
  /// @return bytes
  static int firstLevel(@Nullable Integer injected) {
    return injected == null
        ? size(Path.of(FOLDER, "index0", "size"), LEAST_L1, MOST_L1)
        : secondLevel(injected) / LEVELS;
  }

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
