package dev.gatun.kernels.java.width;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sizes are read where they can be, and never nonsense.
final class CachesTest {
  @ParameterizedTest
  @CsvSource({
    "48K, 49152",
    "2M, 1048576",
    "65536, 65536",
    "1K, 32768",
    "0, 32768",
    "-3K, 32768",
    "K, 32768",
    "many, 32768",
    "99999999999999999999K, 32768",
    "9999999999999K, 1048576"
  })
  void reads(String text, int bytes, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("size");
    Files.writeString(file, text + "\n");
    assertEquals(bytes, Caches.size(file, 32 << 10, 1 << 20));
  }

  @Test
  void withoutFile(@TempDir Path folder) {
    assertEquals(7, Caches.size(folder.resolve("none"), 7, 9));
    assertTrue(Caches.L1_BYTES < Caches.L2_BYTES);
  }

  @ParameterizedTest
  @CsvSource({
    "4096, 4096, 256, 16384",
    "65536, 65536, 4096, 262144",
    "0, 4096, 256, 16384",
    "2000000000, 16777216, 1048576, 67108864"
  })
  void anInjectedSizeIsTaken(int injected, int second, int first, long third) {
    assertEquals(third, Caches.thirdLevel(injected));
    assertEquals(second, Caches.secondLevel(injected));
    assertEquals(first, Caches.firstLevel(injected));
  }

  /// The build's run at 128 bits injects one.
  @Test
  void theOptionIsRead() {
    Integer injected = Integer.getInteger("gatun.cacheBytes");
    assertEquals(Caches.secondLevel(injected), Caches.L2_BYTES);
    assertEquals(Caches.firstLevel(injected), Caches.L1_BYTES);
    assertEquals(Caches.thirdLevel(injected), Caches.SHARED_BYTES);
  }

  /// Small caches of a core's own say nothing of what cores share.
  @Test
  void aPartOfTheThirdLevelIsNotSmall() {
    assertTrue(Caches.thirdLevel(null) >= 4 << 20);
  }
}
