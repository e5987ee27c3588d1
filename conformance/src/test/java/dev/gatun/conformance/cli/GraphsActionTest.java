package dev.gatun.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gatun.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GraphsActionTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return new CommandLine(new ConformanceCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void aWrongBackendIsShownTheSmallestNetworkThatItGetsWrong() throws IOException {
    Path graphs = folder.resolve("graphs");
    Path html = folder.resolve("report.html");
    Path json = folder.resolve("report.json");
    String[] arguments = {
      "--backend",
      "wrongpools",
      "--graphs",
      "20",
      "--graph-files",
      graphs.toString(),
      "--html",
      html.toString(),
      "--json",
      json.toString()
    };
    assertEquals(1, execute(arguments), err.toString());
    String text = out.toString();
    assertTrue(text.contains("the smallest graph that fails so:"), text);
    assertTrue(text.contains("AveragePool("), text);
    assertTrue(text.contains("rerun with --graphs 1 --seed "), text);
    try (Stream<Path> files = Files.list(graphs)) {
      List<Path> written = files.toList();
      assertTrue(!written.isEmpty(), text);
      assertEquals(1, Model.load(written.getFirst()).graph().nodes().size());
    }
    assertReports(Files.readString(html), Files.readString(json), text);
  }

  /** Files of a run of 20 networks say what the text says. */
  private static void assertReports(String page, String json, String text) {
    JsonObject report = JsonParser.parseString(json).getAsJsonObject();
    assertEquals(20, report.getAsJsonArray("results").size());
    int failed = report.getAsJsonObject("summary").get("failed").getAsInt();
    assertTrue(failed > 0 && text.contains(failed + " failed"), text);
    assertTrue(page.contains("graphs/seed 0"), page);
    assertTrue(page.contains("AveragePool("), page); // the smallest network, line by line
    assertTrue(page.contains("--backend wrongpools --graphs 1 --seed "), page);
  }

  @Test
  void theLineThatIsPrintedReproduces() {
    execute("--backend", "wrongpools", "--graphs", "20");
    String text = out.toString();
    String seed = text.substring(text.indexOf("seed ") + 5, text.indexOf(':'));
    out.getBuffer().setLength(0);
    assertEquals(1, execute("--backend", "wrongpools", "--graphs", "1", "--seed", seed));
    assertTrue(out.toString().startsWith(text.lines().findFirst().orElseThrow()), out.toString());
  }

  @Test
  void networksAndProblemsMakeOneReport() throws IOException {
    Path json = folder.resolve("report.json");
    assertEquals(
        0,
        execute(
            "--backend",
            "wrongpools",
            "--graphs",
            "2",
            "--problem",
            "softmax n1 ic2 ih3 iw17 axis3",
            "--json",
            json.toString()),
        err.toString());
    Set<String> suites = new TreeSet<>();
    JsonParser.parseString(Files.readString(json))
        .getAsJsonObject()
        .getAsJsonArray("results")
        .forEach(result -> suites.add(result.getAsJsonObject().get("suite").getAsString()));
    assertEquals(Set.of("contracts", "graphs"), suites);
    assertTrue(out.toString().contains("random network"), out.toString());
  }

  @Test
  void nothingToCompareWithIsAWrongCommandLine() {
    assertEquals(2, execute("--backend", "reference", "--graphs", "3"));
    assertTrue(err.toString().contains("required another one"), err.toString());
    assertEquals(2, execute("--backend", "wrongpools", "--graphs", "0"));
    assertTrue(err.toString().contains("--graphs: got 0"), err.toString());
  }
}
