package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
  private static final String[] SHORT = {"--threads", "1", "--turns", "1", "--seconds", "0.01"};

  @TempDir private Path folder = Path.of("");

  @Test
  void aNetworkFromEndToEnd() throws IOException {
    Set<Path> before = scratches();
    Path json = folder.resolve("out.json");
    Path html = folder.resolve("out.html");
    Captured compare =
        run("lenet-5", "--small", "--json", json.toString(), "--html", html.toString());
    assertEquals(0, compare.code(), compare.err());
    assertTrue(compare.out().contains("against ort 1.29"), compare.out());
    assertTrue(compare.out().contains("peak MiB"), compare.out());
    assertTrue(Files.readString(html).contains("<td>lenet-5</td>"));
    assertEquals(before, scratches());

    JsonObject document = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals(2, document.getAsJsonArray("results").size());
    for (int i = 0; i < 2; i++) {
      JsonObject result = document.getAsJsonArray("results").get(i).getAsJsonObject();
      assertEquals("lenet-5", result.get("model").getAsString());
      assertEquals(i == 0 ? "gatun" : "ort", result.get("engine").getAsString());
      assertEquals("reference", result.get("errorAgainst").getAsString());
      assertTrue(result.get("error").getAsDouble() < 1e-5, result::toString);
      for (String time : new String[] {"minMs", "medianMs", "loadMs", "firstMs", "tenthMs"}) {
        assertTrue(result.get(time).getAsDouble() > 0, result::toString);
      }
    }
    assertEquals(
        document.getAsJsonArray("ratios").get(0).getAsJsonObject().get("ratio").getAsDouble(),
        document.get("geomean").getAsDouble(),
        1e-12);
  }

  @Test
  void aFileGetsInputsOfTheShapesThatAreWanted() throws IOException {
    Path file = folder.resolve("net.onnx");
    Network network = Zoo.network("srcnn");
    network.file(network.define(network.small(), Zoo.SEED)).write(file);
    String input = network.define(network.small(), Zoo.SEED).examples().keySet().iterator().next();
    Captured compare = run(file.toString(), "--no-process", "--shape", input + "=1,1,20,24");
    assertEquals(0, compare.code(), compare.err());
    assertTrue(compare.out().contains(file.toString()), compare.out());
    assertFalse(compare.out().contains("peak MiB"), compare.out());
    assertTrue(Files.exists(file));
  }

  @Test
  void theScalarTwinRunsInAProcessOfItsOwn() {
    Captured compare =
        run("lenet-5", "--small", "--no-process", "--no-roof", "--against", "scalar");
    assertEquals(0, compare.code(), compare.err());
    assertTrue(compare.out().contains("scalar"), compare.out());
  }

  @Test
  void whatFailsIsSaidAndDoesNotStopTheRest() throws IOException {
    Path page = Files.writeString(folder.resolve("page.onnx"), "<html></html>");
    Captured compare = run(page.toString(), "lenet-5", "--small", "--no-roof", "--no-process");
    assertEquals(1, compare.code());
    assertTrue(compare.err().startsWith("gatun: " + page + ": "), compare.err());
    assertTrue(compare.out().contains("1 or above: "), compare.out());
    assertTrue(compare.out().contains("Not compared: " + page), compare.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare resnet-51 | 2 | got 'resnet-51', required one of",
        "compare missing.onnx | 1 | missing.onnx: there is no such file",
        "compare lenet-5 --threads 1,0 | 2 | got --threads 0, required 1 to",
        "compare lenet-5 --threads 1,two | 2 | two",
        "compare lenet-5 --seconds 0 | 2 | got --seconds 0.0, required more than 0",
        "compare lenet-5 --turns 0 | 2 | got --turns 0, required 1 or more",
        "compare lenet-5 --batch 0 | 2 | got --batch 0, required 1 or more",
        "compare lenet-5 --against gatun | 2 | required ort, opencl, reference or scalar",
        "compare lenet-5 --json /no/such/x.json | 2 | required a file that can be written",
        "compare lenet-5 --html . | 2 | required a file that can be written"
      })
  void whatIsWrongIsSaidInOneSentenceBeforeAnythingRuns(String words, int code, String sentence) {
    Captured wrong = Captured.run(words.split(" "));
    assertEquals(code, wrong.code(), wrong.err());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().startsWith("gatun: "), wrong.err());
    assertTrue(wrong.err().lines().findFirst().orElse("").contains(sentence), wrong.err());
  }

  @Test
  void theHelpDoesNotShowWhatIsForProcessesOnly() {
    Captured help = Captured.run("--help");
    assertTrue(help.out().contains("compare"), help.out());
    assertFalse(help.out().contains("start "), help.out());
  }

  private static Captured run(String... words) {
    String[] all = new String[1 + words.length + SHORT.length];
    all[0] = "compare";
    System.arraycopy(words, 0, all, 1, words.length);
    System.arraycopy(SHORT, 0, all, 1 + words.length, SHORT.length);
    return Captured.run(all);
  }

  private static Set<Path> scratches() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("gatun-compare-"))
          .collect(Collectors.toSet());
    }
  }
}
