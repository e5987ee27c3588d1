package dev.gatun.bench.roof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes of the caches that the first processor sees.
///
/// @param l1 bytes of its first-level data cache
/// @param l2 bytes of its second-level cache
/// @param l3 bytes of the cache that processors share
record Caches(long l1, long l2, long l3) {
  /// What most machines have at least.
  private static final Caches USUAL = new Caches(32 << 10, 512 << 10, 8 << 20);

  private static final Path LINUX = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final Pattern SIZE = Pattern.compile("(\\d+)([KMG]?)");

  /// Those of this machine where Linux tells them, else usual ones.
  static Caches ofMachine() {
    return read(LINUX);
  }

  /// Those that a folder tells, laid out as Linux does: `index0/level`, `index0/type`,
  /// `index0/size`.
  static Caches read(Path folder) {
    long[] sizes = {USUAL.l1, USUAL.l2, USUAL.l3};
    try {
      for (int i = 0; Files.isDirectory(folder.resolve("index" + i)); i++) {
        Path cache = folder.resolve("index" + i);
        int level = Integer.parseInt(Files.readString(cache.resolve("level")).strip());
        boolean data = !Files.readString(cache.resolve("type")).strip().equals("Instruction");
        if (data && level >= 1 && level <= 3) {
          sizes[level - 1] = bytes(Files.readString(cache.resolve("size")).strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      return USUAL;
    }
    return new Caches(sizes[0], sizes[1], Math.max(sizes[2], 2 * sizes[1]));
  }

  /// @throws NumberFormatException if it is no size such as `48K`
  private static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new NumberFormatException(text);
    }
    int shift =
        switch (size.group(2)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          default -> 0;
        };
    return Long.parseLong(size.group(1)) << shift;
  }
}
