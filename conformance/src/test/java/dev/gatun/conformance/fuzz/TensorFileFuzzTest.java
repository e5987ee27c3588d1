package dev.gatun.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatun.GatunException;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Whatever bytes a tensor file holds, reading it gives a tensor or a [GatunException]; and a
/// tensor that was read is the same after it was written and read again. Jazzer looks for bytes
/// that break this: `mvn -Pfuzz -pl conformance -am test -Dtest=TensorFileFuzzTest#pb`, or `#npy`.
/// The build replays the corpus beside this class.
class TensorFileFuzzTest {
  private static Path folder;

  @BeforeAll
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("gatun-fuzz");
  }

  @AfterAll
  static void deleteFolder() throws IOException {
    for (String name : new String[] {"x.pb", "x.npy"}) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }

  @FuzzTest
  void pb(byte[] bytes) throws IOException {
    check(folder.resolve("x.pb"), bytes);
  }

  @FuzzTest
  void npy(byte[] bytes) throws IOException {
    check(folder.resolve("x.npy"), bytes);
  }

  private static void check(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Tensor read;
    try {
      read = TensorFiles.read(file);
    } catch (GatunException e) {
      Promise.requireWords(e);
      return;
    }
    TensorFiles.write(file, read);
    Tensor again = TensorFiles.read(file);
    assertEquals(read.toString(), again.toString());
    assertEquals(
        -1, read.data().mismatch(again.data()), "elements change when " + read + " is written");
  }
}
