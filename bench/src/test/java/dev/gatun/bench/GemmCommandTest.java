package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GemmCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void everyEngineMultipliesAndAllAgreeWithDoublePrecision() throws IOException {
    Path file = folder.resolve("gemm.json");
    Captured gemm =
        Captured.run(
            ("gemm --threads 2 --sizes 20x33x17,1x40x50 --seconds 0.001 --json " + file)
                .split(" "));
    assertEquals(0, gemm.code(), gemm.err());
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    int peers = json.getAsJsonObject("engines").size() - 2;
    assertEquals(2, peers + json.getAsJsonObject("missing").size());
    assertEquals(2 * (2 + peers), json.getAsJsonArray("results").size());
    for (JsonElement each : json.getAsJsonArray("results")) {
      JsonObject result = each.getAsJsonObject();
      assertTrue(result.get("error").getAsDouble() < 1e-5, result::toString);
      assertTrue(result.get("minMs").getAsDouble() > 0, result::toString);
      assertEquals(
          2e-6
              * result.get("m").getAsInt()
              * result.get("n").getAsInt()
              * result.get("k").getAsInt()
              / result.get("medianMs").getAsDouble(),
          result.get("gigaflops").getAsDouble(),
          1e-9);
    }
    assertEquals(2 * 2 * peers, json.getAsJsonArray("ratios").size());
    assertEquals(2 * peers, json.getAsJsonArray("means").size());
    assertTrue(json.getAsJsonObject("roofs").get("2").getAsDouble() > 0);
    for (String word :
        new String[] {"20×33×17", "1×40×50", "gatun-input", "% of roof", "roof, 2"}) {
      assertTrue(gemm.out().contains(word), () -> word + " is missing in " + gemm.out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--threads 0", "--threads 9999", "--sizes 2x3", "--sizes", "--seconds 0"})
  void wrongOptionsAreUsageErrors(String options) {
    Captured wrong = Captured.run(("gemm " + options).split(" "));
    assertEquals(2, wrong.code(), wrong.err());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().startsWith("gatun: "), wrong.err());
  }
}
