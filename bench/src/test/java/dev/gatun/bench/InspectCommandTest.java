package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir private static Path folder;
  private static Path lenet;
  private static byte[] model;

  @BeforeAll
  static void copyModel() throws IOException {
    try (InputStream in = InspectCommandTest.class.getResourceAsStream("lenet5/lenet5.onnx")) {
      model = in.readAllBytes();
    }
    lenet = Files.write(folder.resolve("lenet5.onnx"), model);
  }

  @Test
  void facts_of_lenet() {
    Captured inspect = Captured.run("inspect", lenet.toString(), "--json");
    assertEquals(0, inspect.code(), inspect.err());
    JsonObject document = JsonParser.parseString(inspect.out()).getAsJsonObject();
    JsonObject facts = document.getAsJsonObject("model");
    assertEquals(61_706, facts.get("parameters").getAsLong());
    assertEquals(13, facts.getAsJsonObject("opsets").get("ai.onnx").getAsInt());
    JsonObject plan = document.getAsJsonObject("plan");
    // 28·28·6·25 + 10·10·16·150 + 120·400 + 120·84 + 84·10
    assertEquals(416_520, plan.get("multiplyAdds").getAsLong());
    assertFalse(plan.getAsJsonArray("steps").isEmpty());
  }

  @Test
  void text_has_every_part() {
    Captured inspect =
        Captured.run("inspect", lenet.toString(), "--steps", "--shape", "image=3,1,28,28");
    assertEquals(0, inspect.code(), inspect.err());
    for (String part :
        new String[] {
          "61,706",
          "Signature",
          "FLOAT32[N,1,28,28]",
          "Operators",
          "Backends",
          "Plan",
          "for image      FLOAT32[3,1,28,28]",
          "1,249,560",
          "Passes",
          "Steps"
        }) {
      assertTrue(inspect.out().contains(part), () -> part + " is missing in " + inspect.out());
    }
    assertFalse(inspect.out().contains("\u001b"));
  }

  @Test
  void unsupported_operators_are_listed_with_their_nodes() throws IOException {
    // "Gemm" becomes an operator that nobody has, of the same length
    String text = new String(model, StandardCharsets.ISO_8859_1);
    String other = text.replace("\"\u0004Gemm", "\"\u0004Gomm");
    assertFalse(text.equals(other), "no operator type Gemm in the file");
    Path unknown =
        Files.write(folder.resolve("unknown.onnx"), other.getBytes(StandardCharsets.ISO_8859_1));
    Captured inspect = Captured.run("inspect", unknown.toString());
    assertEquals(1, inspect.code());
    assertEquals(2, inspect.out().lines().filter(l -> l.contains("unknown operator")).count());
    Captured run = Captured.run("run", unknown.toString(), "--image", "any.png");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("2 unsupported nodes: Gomm (node '"), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void damaged_files_and_wrong_wishes() throws IOException {
    Path page = Files.writeString(folder.resolve("page.onnx"), "<html></html>");
    Captured damaged = Captured.run("inspect", page.toString());
    assertEquals(1, damaged.code());
    assertEquals(1, damaged.err().lines().count(), damaged.err());
    assertEquals(2, Captured.run("inspect", lenet.toString(), "--shape", "x=1").code());
    assertEquals(2, Captured.run("inspect", lenet.toString(), "--shape", "image=1,a").code());
  }
}
