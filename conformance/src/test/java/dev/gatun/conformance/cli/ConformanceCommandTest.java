package dev.gatun.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import dev.gatun.conformance.suite.Verdict;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import dev.gatun.onnx.proto.TensorShapeProto;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConformanceCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void suite() throws IOException {
    write("right", "Relu", new float[] {0, 2});
    write("wrong", "Relu", new float[] {0, 3});
    write("missing", "NoSuchOperator", new float[] {0, 3});
    write("text", "StringNormalizer", new float[] {0, 3});
    write("nothing", "Relu", new float[] {-1, -2}, new float[] {0, 0});
  }

  private void write(String name, String operator, float[] expected) throws IOException {
    write(name, operator, new float[] {-1, 2}, expected);
  }

  private void write(String name, String operator, float[] input, float[] expected)
      throws IOException {
    Path data =
        Files.createDirectories(folder.resolve("tiny").resolve(name).resolve("test_data_set_0"));
    Files.write(data.resolveSibling("model.onnx"), model(operator).toByteArray());
    TensorFiles.write(data.resolve("input_0.pb"), Tensor.of(input, 2));
    TensorFiles.write(data.resolve("output_0.pb"), Tensor.of(expected, 2));
  }

  private static ModelProto model(String operator) {
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("tiny")
            .addNode(NodeProto.newBuilder().setOpType(operator).addInput("x").addOutput("y"))
            .addInput(value("x"))
            .addOutput(value("y"))
            .build();
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build();
  }

  private static ValueInfoProto value(String name) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(2))
            .build();
    TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private int execute(String... arguments) {
    return new CommandLine(new ConformanceCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String suiteFolder() {
    return folder.resolve("tiny").toString();
  }

  @Test
  void aFailureIsNamedAndEndsWithOne() {
    assertEquals(1, execute("--backend", "reference", "--suite", suiteFolder()));
    assertTrue(
        out.toString().contains("failed: tiny/wrong: data set 0, output 0, element 1: got 2.0"),
        out.toString());
    assertTrue(
        out.toString()
            .contains(
                "reference: 1 passed, 1 failed, 1 unimplemented, 1 mistrusted, 1 not applicable"));
  }

  @Test
  void withoutFailuresTheEndIsZero() {
    assertEquals(
        0,
        execute(
            "--backend",
            "reference",
            "--suite",
            suiteFolder(),
            "--only",
            "{right,missing,nothing}"));
  }

  @Test
  void oneCaseAloneIsASuite() {
    assertEquals(
        0, execute("--backend", "reference", "--suite", folder.resolve("tiny/right").toString()));
    assertTrue(out.toString().contains("1 passed"), out.toString());
  }

  @Test
  void theJsonHoldsEveryResult() throws IOException {
    Path json = folder.resolve("report.json");
    execute("--backend", "reference", "--suite", suiteFolder(), "--json", json.toString());
    JsonObject report = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals(Set.of("backend", "setting", "summary", "operators", "results"), report.keySet());
    assertEquals("reference", report.get("backend").getAsString());
    assertEquals(
        "{\"passed\":1,\"failed\":1,\"unimplemented\":1,\"mistrusted\":1,\"notApplicable\":1}",
        report.get("summary").toString());
    JsonObject first = report.getAsJsonArray("results").get(0).getAsJsonObject();
    assertEquals(
        Set.of(
            "suite",
            "name",
            "verdict",
            "reason",
            "operators",
            "error",
            "bound",
            "seconds",
            "rerun"),
        first.keySet());
    assertEquals("missing", first.get("name").getAsString());
    assertEquals("unimplemented", first.get("verdict").getAsString());
    assertTrue(first.get("error").isJsonNull());
  }

  @Test
  void aFailuresLineRunsItAgain() {
    execute("--backend", "reference", "--suite", suiteFolder());
    String line =
        out.toString()
            .lines()
            .filter(l -> l.startsWith("  rerun: gatun conformance "))
            .findFirst()
            .orElseThrow();
    out.getBuffer().setLength(0);
    assertEquals(1, execute(line.replace("  rerun: gatun conformance ", "").split(" ")));
    assertTrue(out.toString().contains("failed: tiny/wrong: "), out.toString());
    assertTrue(out.toString().contains("reference: 0 passed, 1 failed, 0"), out.toString());
  }

  @Test
  void whatProvesNothingIsMistrusted() throws IOException {
    Path json = folder.resolve("report.json");
    assertEquals(
        0,
        execute(
            "--backend",
            "reference",
            "--suite",
            suiteFolder(),
            "--only",
            "nothing",
            "--json",
            json.toString()));
    assertTrue(Files.readString(json).contains("\"verdict\": \"mistrusted\""));
    assertTrue(Verdict.MISTRUSTED.isRight());
  }

  @Test
  void thePageHoldsEveryFactAndNeedsNothingElse() throws IOException {
    Path html = folder.resolve("report.html");
    write("a<b", "Relu", new float[] {0, 5});
    execute("--backend", "reference", "--suite", suiteFolder(), "--html", html.toString());
    String page = Files.readString(html);
    for (String fact :
        List.of(
            "2 of 3 judged cases are wrong: 1 of 6 cases passed",
            "<li><h3>tiny/wrong</h3><p>data set 0, output 0, element 1: got 2.0",
            "wrong</code></pre>",
            "<h3>tiny/a&lt;b</h3>",
            "<summary>strings <span class=\"count\">1</span></summary>",
            "<th scope=\"row\" class=\"word\">Relu</th><td>1</td><td>2</td><td>1</td>",
            "Every case with its verdict",
            "OpenJDK",
            "--html")) {
      assertTrue(page.contains(fact), () -> fact + " is missing in " + page);
    }
    assertTrue(page.indexOf("id=\"failed\"") < page.indexOf("id=\"operators\""));
    assertFalse(page.contains("a<b"), "a name is markup");
    assertFalse(page.matches("(?s).*(src|href)=\"(?!#).*"), "the page reads another file");
  }

  @Test
  void withoutFailuresThePageSaysSo() throws IOException {
    Path html = folder.resolve("report.html");
    execute(
        "--backend",
        "reference",
        "--suite",
        suiteFolder(),
        "--only",
        "right",
        "--html",
        html.toString());
    String page = Files.readString(html);
    assertTrue(page.contains("No case failed: 1 of 1 cases passed"), page);
    assertFalse(page.contains("id=\"failed\""));
  }

  @Test
  void oneProblemRunsWithoutATestEngine() {
    assertEquals(
        0,
        execute("--backend", "reference", "--problem", "conv n1 ic3 ih5 oc4 kh3 kw3 sh1 ph1 relu"));
    assertTrue(out.toString().contains("reference: 8 passed, 0 failed"), out.toString());
  }

  @Test
  void aFamilyOfContractsRuns() {
    assertEquals(0, execute("--backend", "reference", "--contracts", "--only", "softmax"));
    assertTrue(out.toString().contains("softmax "), out.toString());
    assertTrue(out.toString().contains(" 0 failed, 0 unimplemented"), out.toString());
  }

  @Test
  void fingerprintsAreLinesThatTwoRunsShare() {
    String[] words = {
      "--backend",
      "reference",
      "--fingerprints",
      "--strict",
      "--contracts",
      "--only",
      "softmax",
      "--graphs",
      "2",
      "--model",
      folder.resolve("tiny/right/model.onnx").toString()
    };
    assertEquals(0, execute(words));
    String first = out.toString();
    assertTrue(first.contains("  softmax n"), first);
    assertTrue(first.contains("  random network 1\n"), first);
    assertTrue(first.lines().allMatch(line -> line.matches("[0-9a-f]{16}  .*")), first);
    assertTrue(first.endsWith("  model.onnx\n"), first);
    out.getBuffer().setLength(0);
    assertEquals(0, execute(words));
    assertEquals(first, out.toString());
  }

  @Test
  void wrongCommandLinesEndWithTwo() {
    assertEquals(2, execute("--backend", "reference", "--fingerprints"));
    assertEquals(
        2, execute("--backend", "reference", "--fingerprints", "--graphs", "1", "--repeat", "-1"));
    assertTrue(err.toString().contains("--repeat: got -1, required 0 or more"), err.toString());
    assertEquals(
        2, execute("--backend", "reference", "--fingerprints", "--graphs", "1", "--extent", "0"));
    assertTrue(err.toString().contains("--extent: got 0, required 1 or more"), err.toString());
    assertEquals(2, execute("--backend", "reference", "--problem", "knitting n1"));
    assertEquals(2, execute("--backend", "reference", "--problem", "conv K+3"));
    assertTrue(err.toString().contains("'K+3'"), err.toString());
    assertEquals(2, execute("--backend", "none", "--suite", suiteFolder()));
    assertTrue(err.toString().contains("backend 'none'"), err.toString());
    assertEquals(
        2, execute("--backend", "reference", "--suite", folder.resolve("nowhere").toString()));
    assertEquals(
        2, execute("--backend", "reference", "--suite", suiteFolder(), "--only", "zebra*"));
    assertEquals(2, execute("--backend", "reference"));
  }

  @Test
  void helpExplainsTheLayouts() {
    assertEquals(0, execute("--help"));
    assertTrue(out.toString().contains("test_data_set_*/input_N.pb"), out.toString());
  }
}
