package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gatun.kernels.opencl.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gatun devices` and `gatun tune`, with and without a device.
class DevicesCommandTest {
  private static final String CACHE = "gatun.opencl.cache";

  @TempDir Path folder;
  private @Nullable String before;

  @BeforeEach
  void useOwnFolder() {
    before = System.getProperty(CACHE);
    System.setProperty(CACHE, folder.resolve("opencl").toString());
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(CACHE);
    } else {
      System.setProperty(CACHE, before);
    }
  }

  @Test
  void what_is_chosen_is_right() throws IOException {
    Path json = folder.resolve("devices.json");
    Captured devices = Captured.run("devices", "--json", json.toString());
    assertEquals(0, devices.code(), devices.err());
    JsonObject document = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    if (Devices.get().chosen() == null) {
      assertFalse(document.has("chosen"));
      assertTrue(devices.out().startsWith("No OpenCL device is used: "), devices.out());
      assertEquals(1, devices.out().lines().count(), devices.out());
      return;
    }
    JsonArray answers = document.getAsJsonArray("answers");
    assertEquals(document.getAsJsonArray("devices").size(), answers.size());
    for (JsonElement element : answers) {
      JsonObject answer = element.getAsJsonObject();
      assertEquals("", answer.get("unusable").getAsString());
      assertEquals("shipped with Gatun", answer.get("origin").getAsString());
      JsonArray verdicts = answer.getAsJsonArray("verdicts");
      assertTrue(verdicts.size() >= 8, verdicts::toString);
    }
    assertTrue(devices.out().contains("winograd4x4"), devices.out());
    assertFalse(devices.out().contains("left out"), devices.out());
  }

  /// PoCL offers a device as often as it is told to.
  @Test
  void each_device_is_asked() throws IOException, InterruptedException {
    Devices devices = Devices.get();
    assumeTrue(
        devices.all().stream().allMatch(d -> d.info().platform().startsWith("Portable"))
            && devices.chosen() != null,
        "skipped: PoCL is not the only platform");
    assertEquals(2, answers().size());
    assertEquals(1, answers("--device", "pthread").size());
  }

  private JsonArray answers(String... arguments) throws IOException, InterruptedException {
    Path json = folder.resolve("two.json");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Dgatun.opencl.cache=off",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "devices",
                "--json",
                json.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("POCL_DEVICES", "pthread pthread");
    Path log = folder.resolve("log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    assertEquals(0, code, Files.readString(log));
    JsonObject document = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals(2, document.getAsJsonArray("devices").size());
    return document.getAsJsonArray("answers");
  }

  @Test
  void no_device_is_one_line_and_no_failure() {
    Captured devices = Captured.run("devices", "--device", "none such");
    assertEquals(0, devices.code(), devices.err());
    assertTrue(devices.out().contains("No OpenCL device is used: "), devices.out());
    Captured tune = Captured.run("tune", "--device", "none such");
    assertEquals(1, tune.code());
    assertTrue(tune.err().startsWith("gatun: tune: no OpenCL device is used: "), tune.err());
  }

  @Test
  void reset_deletes_what_was_found() {
    assumeTrue(Devices.get().chosen() != null, () -> Devices.get().reason());
    Captured none = Captured.run("tune", "--reset");
    assertEquals(0, none.code(), none.err());
    assertTrue(none.out().startsWith("There was none: "), none.out());
  }

  @Test
  void wrong_usage_is_refused() {
    Captured both = Captured.run("tune", "--quick", "--full");
    assertEquals(2, both.code());
    assumeTrue(Devices.get().chosen() != null, () -> Devices.get().reason());
    System.setProperty(CACHE, "off");
    Captured off = Captured.run("tune");
    assertEquals(2, off.code());
    assertTrue(off.err().contains("required another gatun.opencl.cache than off"), off.err());
  }
}
