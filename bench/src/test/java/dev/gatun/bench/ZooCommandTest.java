package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Model;
import dev.gatun.Shape;
import dev.gatun.TensorFiles;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZooCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theListHasALineForEveryNetwork() {
    Captured list = Captured.run("zoo", "list");
    assertEquals(0, list.code());
    List<String> first =
        list.out().lines().skip(1).map(line -> line.strip().split(" ")[0]).toList();
    assertEquals(Zoo.networks().stream().map(Network::name).toList(), first);
    assertTrue(
        list.out().lines().anyMatch(line -> line.matches(" *lenet-5 +1998 .* 1×32×32 +60,000 .*")),
        list.out());
  }

  @Test
  void aFileSaysWhatItIs() throws IOException {
    Path out = folder.resolve("made");
    Captured write = Captured.run("zoo", "write", "lenet-5", "--out", out.toString());
    assertEquals(0, write.code(), write.err());
    Model model = Model.load(out.resolve("lenet-5.onnx"));
    assertEquals("lenet-5", model.metadata().get("network"));
    assertEquals(Long.toString(Zoo.SEED), model.metadata().get("seed"));
    assertTrue(write.out().contains("lenet-5.onnx"), write.out());
    try (var files = Files.list(out)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void seedsMakeDifferentWeightsAndTheSameTwice() throws IOException {
    byte[] first = written("1", "--seed", "8");
    assertArrayEquals(first, written("2", "--seed", "8"));
    assertFalse(Arrays.equals(first, written("3", "--seed", "9")));
  }

  private byte[] written(String part, String... options) throws IOException {
    Path out = folder.resolve(part);
    String[] words = {"zoo", "write", "lenet-5", "--out", out.toString()};
    String[] all = Arrays.copyOf(words, words.length + options.length);
    System.arraycopy(options, 0, all, words.length, options.length);
    assertEquals(0, Captured.run(all).code());
    return Files.readAllBytes(out.resolve("lenet-5.onnx"));
  }

  @Test
  void examplesFitTheSmallFile() {
    Captured write =
        Captured.run(
            "zoo", "write", "resnet-18", "--small", "--examples", "--out", folder.toString());
    assertEquals(0, write.code(), write.err());
    Network network = Zoo.network("resnet-18");
    Shape example = TensorFiles.read(folder.resolve("resnet-18.image.npy")).shape();
    assertEquals(network.small(), example);
    Captured run =
        Captured.run(
            "run",
            folder.resolve("resnet-18.onnx").toString(),
            "--input",
            "image=" + folder.resolve("resnet-18.image.npy"));
    assertEquals(0, run.code(), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zoo",
        "zoo write --out x",
        "zoo write lenet-5",
        "zoo write lenet-5 --all --out x",
        "zoo write lenet-6 --out x",
        "zoo write lenet-5 --seed one --out x"
      })
  void wrongUsageIsExitCode2AndWritesNothing(String words) {
    Captured wrong = Captured.run(words.split(" "));
    assertEquals(2, wrong.code());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().startsWith("gatun: "), wrong.err());
    assertFalse(Files.exists(Path.of("x")));
  }

  @Test
  void aFolderThatCannotBeIsAFailure() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Captured wrong = Captured.run("zoo", "write", "lenet-5", "--out", file.toString());
    assertEquals(1, wrong.code());
    assertTrue(wrong.err().startsWith("gatun: "), wrong.err());
  }
}
