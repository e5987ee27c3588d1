package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gatun.Backends;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunCommandTest {
  @TempDir private static Path folder;
  private static Path lenet;
  private static Path seven;

  @BeforeAll
  static void copyResources() throws IOException {
    lenet = copy("lenet5.onnx");
    seven = copy("digit-7.png");
  }

  private static Path copy(String name) throws IOException {
    return Files.write(folder.resolve(name), resource(name));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = RunCommandTest.class.getResourceAsStream("lenet5/" + name)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("usableBackends")
  void the_embedded_digits_are_right_and_as_likely_as_pytorch_says(String backend)
      throws IOException {
    Captured run =
        Captured.run("run", "--json", "--top", "10", "--repeat", "1", "--backend", backend);
    assertEquals(0, run.code(), run.err());
    JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(12, document.get("right").getAsInt());
    JsonArray samples = document.getAsJsonArray("samples");
    for (JsonElement expected : expected()) {
      String file = expected.getAsJsonObject().get("file").getAsString();
      JsonArray probabilities = expected.getAsJsonObject().getAsJsonArray("probabilities");
      for (JsonElement guess : find(samples, file).getAsJsonArray("guesses")) {
        int index = guess.getAsJsonObject().get("index").getAsInt();
        assertEquals(
            probabilities.get(index).getAsDouble(),
            guess.getAsJsonObject().get("probability").getAsDouble(),
            1e-4,
            () -> file + ", class " + index);
      }
    }
  }

  static Stream<String> usableBackends() {
    return Backends.all().stream()
        .filter(found -> found.usability().usable())
        .map(Backends.Found::name);
  }

  private static JsonArray expected() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            RunCommandTest.class.getResourceAsStream("lenet5/expected.json"),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("images");
    }
  }

  private static JsonObject find(JsonArray samples, String name) {
    for (JsonElement sample : samples) {
      if (sample.getAsJsonObject().get("name").getAsString().equals(name)) {
        return sample.getAsJsonObject();
      }
    }
    throw new AssertionError("no sample " + name);
  }

  @Test
  void text_for_a_pipe_is_plain() {
    Captured run = Captured.run("run", "--repeat", "1");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().startsWith("LeNet-5 on "), run.out());
    assertTrue(run.out().contains("12 of 12 right"), run.out());
    assertEquals(12, run.out().lines().filter(line -> line.endsWith("✓")).count(), run.out());
    assertFalse(run.out().contains("\u001b"), "ANSI in " + run.out());
    assertEquals("", run.err());
  }

  @Test
  void an_image_with_labels() throws IOException {
    Path labels =
        Files.writeString(
            folder.resolve("labels.txt"), "nought\none\ntwo\n3\n4\n5\n6\nseven\n8\n9\n");
    Captured run =
        Captured.run(
            "run", lenet.toString(), "--image", seven.toString(), "--labels", labels.toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("digit-7.png"), run.out());
    assertTrue(run.out().contains("seven  99.78 %"), run.out());
  }

  @Test
  void tensors_in_and_files_out() throws IOException {
    Path input = folder.resolve("x.npy");
    TensorFiles.write(input, Tensor.of(new float[2 * 28 * 28], 2, 1, 28, 28));
    Path out = folder.resolve("out");
    Captured run =
        Captured.run(
            "run",
            lenet.toString(),
            "--input",
            "image=" + input,
            "--top",
            "0",
            "--outputs",
            out.toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("logits FLOAT32[2,10]  min "), run.out());
    Tensor written = TensorFiles.read(out.resolve("tensors.logits.npy"));
    assertEquals("FLOAT32[2,10]", written.toString());
  }

  @Test
  void a_model_without_inputs_given_says_what_it_wants() {
    Captured run = Captured.run("run", lenet.toString());
    assertEquals(2, run.code());
    assertTrue(
        run.err().startsWith("gatun: the model wants 'image' FLOAT32[N,1,28,28]; give --image"),
        run.err());
  }

  @Test
  void failures_are_one_sentence_and_exit_code_1() throws IOException {
    byte[] model = resource("lenet5.onnx");
    Path truncated =
        Files.write(folder.resolve("truncated.onnx"), Arrays.copyOf(model, model.length / 2));
    Path wrongShape = folder.resolve("wrong.npy");
    TensorFiles.write(wrongShape, Tensor.of(new float[30 * 28], 1, 1, 30, 28));
    assertFails("run", truncated.toString(), "--image", seven.toString());
    assertFails("run", folder.toString(), "--image", seven.toString());
    assertFails("run", folder.resolve("none.onnx").toString(), "--image", seven.toString());
    assertFails("run", lenet.toString(), "--image", truncated.toString());
    assertFails("run", lenet.toString(), "--image", folder.resolve("none.png").toString());
    assertFails("run", lenet.toString(), "--input", "image=" + wrongShape);
    assertFails("run", "--backend", "abacus");
  }

  private static void assertFails(String... args) {
    Captured run = Captured.run(args);
    assertEquals(1, run.code(), () -> String.join(" ", args) + ": " + run);
    assertTrue(run.err().startsWith("gatun: "), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(run.err().contains("internal error"), run.err());
  }

  @Test
  void wrong_wishes_are_wrong_usage() throws IOException {
    Path input = folder.resolve("x.bin");
    Files.write(input, new byte[4 * 28 * 28]);
    assertWrong("run", lenet.toString(), "--input", "picture=" + input);
    assertWrong("run", lenet.toString(), "--image", seven.toString(), "--channels", "rgb");
    assertWrong("run", lenet.toString(), "--image", seven.toString(), "--size", "30x30");
    assertWrong("run", "--repeat", "0");
  }

  private static void assertWrong(String... args) {
    Captured run = Captured.run(args);
    assertEquals(2, run.code(), () -> String.join(" ", args) + ": " + run);
    assertEquals(1, run.err().lines().count(), run.err());
  }
}
