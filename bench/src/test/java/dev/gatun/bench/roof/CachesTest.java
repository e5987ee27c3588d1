package dev.gatun.bench.roof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachesTest {
  private static final Caches USUAL = new Caches(32 << 10, 512 << 10, 8 << 20);

  @TempDir private Path folder = Path.of("");

  @Test
  void data_and_unified_caches_count() throws IOException {
    index(0, "1", "Data", "48K");
    index(1, "1", "Instruction", "32K");
    index(2, "2", "Unified", "2048K");
    index(3, "3", "Unified", "260M");
    assertEquals(new Caches(48 << 10, 2 << 20, 260L << 20), Caches.read(folder));
  }

  @Test
  void what_is_not_told_is_as_usual() throws IOException {
    assertEquals(USUAL, Caches.read(folder));
    assertEquals(USUAL, Caches.read(folder.resolve("nowhere")));
    index(0, "1", "Data", "many");
    assertEquals(USUAL, Caches.read(folder));
  }

  @Test
  void a_machine_without_a_third_level_gets_one_behind_its_second() throws IOException {
    index(0, "1", "Data", "64K");
    index(1, "2", "Unified", "16M");
    assertEquals(new Caches(64 << 10, 16 << 20, 32 << 20), Caches.read(folder));
  }

  private void index(int number, String level, String type, String size) throws IOException {
    Path cache = Files.createDirectories(folder.resolve("index" + number));
    Files.writeString(cache.resolve("level"), level + "\n");
    Files.writeString(cache.resolve("type"), type + "\n");
    Files.writeString(cache.resolve("size"), size + "\n");
  }
}
