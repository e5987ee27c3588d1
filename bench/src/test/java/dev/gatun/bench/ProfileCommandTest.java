package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_network_of_the_zoo_with_all_files() throws IOException {
    String name = "mobilenet-v2";
    Path trace = folder.resolve("trace.json");
    Path page = folder.resolve("page.html");
    Path figures = folder.resolve("figures.json");
    Captured profile =
        Captured.run(
            "profile",
            name,
            "--small",
            "--threads",
            "1",
            "--runs",
            "1",
            "--trace",
            trace.toString(),
            "--html",
            page.toString(),
            "--json",
            figures.toString());
    assertEquals(0, profile.code(), profile.err());
    assertTrue(profile.out().startsWith(name + " on java: "), profile.out());
    assertTrue(profile.out().contains("Outside of steps: "), profile.out());

    JsonObject document = JsonParser.parseString(Files.readString(figures)).getAsJsonObject();
    assertEquals(1, document.get("threads").getAsInt());
    JsonArray steps = document.getAsJsonArray("steps");
    long products = 0;
    double part = 0;
    Set<String> bounds = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      JsonObject step = steps.get(i).getAsJsonObject();
      assertEquals(i, step.get("step").getAsInt());
      products += step.get("multiplyAdds").getAsLong();
      part += step.get("part").getAsDouble();
      bounds.add(step.get("bound").getAsString());
    }
    Network network = Zoo.network(name);
    assertEquals(network.define(network.small(), Zoo.SEED).multiplyAdds(), products);
    assertEquals(1, part, 1e-9);
    assertEquals(Set.of("compute", "memory"), bounds);

    JsonObject file = JsonParser.parseString(Files.readString(trace)).getAsJsonObject();
    assertEquals(steps.size() + 2, file.getAsJsonArray("traceEvents").size());
    assertTrue(Files.readString(page).startsWith("<!doctype html>"));
  }

  @Test
  void a_file_whose_extents_are_open() throws IOException {
    Path lenet = folder.resolve("lenet5.onnx");
    try (var in = ProfileCommandTest.class.getResourceAsStream("lenet5/lenet5.onnx")) {
      Files.write(lenet, in.readAllBytes());
    }
    Path figures = folder.resolve("figures.json");
    Captured profile =
        Captured.run(
            "profile",
            lenet.toString(),
            "--shape",
            "image=3,1,28,28",
            "--runs",
            "2",
            "--backend",
            "reference",
            "--json",
            figures.toString());
    assertEquals(0, profile.code(), profile.err());
    assertTrue(profile.out().contains(" on reference: "), profile.out());
    long products = 0;
    for (var step :
        JsonParser.parseString(Files.readString(figures))
            .getAsJsonObject()
            .getAsJsonArray("steps")) {
      products += step.getAsJsonObject().get("multiplyAdds").getAsLong();
    }
    // three times 28·28·6·25 + 10·10·16·150 + 120·400 + 120·84 + 84·10
    assertEquals(3 * 416_520, products);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lenet-5 --threads 0 | 2 | profile: got --threads 0, required 1 or more",
        "lenet-5 --runs 0 | 2 | profile: got --runs 0, required 1 or more",
        "lenet-5 --shape image=1,1,32,32 | 2 | profile: got --shape with a network of the zoo,",
        "no-such-network | 2 | no file and no network of the zoo: got 'no-such-network'",
        "no-such-file.onnx | 1 | no-such-file.onnx: there is no such file",
        "lenet-5 --backend none | 1 | none",
      })
  void what_is_wrong_is_one_sentence(String words, int code, String sentence) {
    Captured wrong = Captured.run(("profile " + words).split(" "));
    assertEquals(code, wrong.code());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().contains(sentence), wrong.err());
    assertEquals(1, wrong.err().lines().count(), wrong.err());
    assertFalse(wrong.err().contains("\tat "), wrong.err());
  }
}
