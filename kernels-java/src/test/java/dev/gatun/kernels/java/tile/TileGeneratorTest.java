package dev.gatun.kernels.java.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The checked-in tiles are what the generator writes.
final class TileGeneratorTest {
  private static final Path FOLDER = Path.of("src/main/java/dev/gatun/kernels/java/tile/vector");

  @Test
  void generatedFilesAreUpToDate() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        if (Files.readString(file).startsWith(TileGenerator.HEADER)) {
          found.add(file.getFileName().toString());
        }
      }
    }
    Map<String, String> wanted = TileGenerator.files();
    assertEquals(wanted.keySet(), found);
    for (Map.Entry<String, String> file : wanted.entrySet()) {
      String text = Files.readString(FOLDER.resolve(file.getKey()));
      assertEquals(file.getValue(), text, file.getKey() + " differs: run TileGenerator");
    }
  }
}
