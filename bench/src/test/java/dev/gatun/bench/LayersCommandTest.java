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

class LayersCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void layersOfANetworkAreMeasuredByEveryEngine() throws IOException {
    Path file = folder.resolve("layers.json");
    Captured layers =
        Captured.run(
            "layers",
            "--net",
            "squeezenet-1.1",
            "--small",
            "--layer",
            "64×",
            "--threads",
            "1",
            "--seconds",
            "0.001",
            "--json",
            file.toString());
    assertEquals(0, layers.code(), layers.err());
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertTrue(json.getAsJsonArray("layers").size() > 2, json::toString);
    for (JsonElement each : json.getAsJsonArray("layers")) {
      JsonObject layer = each.getAsJsonObject();
      assertTrue(layer.get("layer").getAsString().contains("64×"), layer::toString);
      for (JsonElement engine : layer.getAsJsonArray("engines")) {
        double difference = engine.getAsJsonObject().get("difference").getAsDouble();
        assertTrue(difference < 1e-4, layer::toString);
      }
    }
    int peers = json.getAsJsonObject("engines").size() - 1;
    assertEquals(2, peers + json.getAsJsonObject("missing").size());
    assertEquals(peers, json.getAsJsonArray("totals").size());
    for (String word : new String[] {"squeezenet-1.1, 1 thread", "oneDNN", "% of floor", "ort"}) {
      assertTrue(layers.out().contains(word), () -> word + " is missing in " + layers.out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--threads 0", "--net nothing", "--seconds 0", "--net"})
  void wrongOptionsAreUsageErrors(String options) {
    Captured wrong = Captured.run(("layers " + options).split(" "));
    assertEquals(2, wrong.code(), wrong.err());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().startsWith("gatun: "), wrong.err());
  }
}
