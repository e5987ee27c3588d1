package dev.gatun.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gatun.LoadOptions;
import dev.gatun.bench.cli.Json;
import dev.gatun.bench.subject.Subject;
import dev.gatun.bench.timing.Quantiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is said of given figures, as JSON, text and HTML.
class DocumentTest {
  private static final Machine MACHINE =
      new Machine(
          "CPU <7>",
          2,
          "Linux amd64",
          "25 VM",
          "Vector API, 512 bits",
          null,
          "0.1",
          Map.of("ort", "1.29.0"),
          Map.of(1, 100.0));

  /// 25 million multiply-adds.
  private static final Subject SUBJECT =
      new Subject("a<b>&'\".onnx", "", Path.of("x"), LoadOptions.defaults(), Map.of(), 25_000_000);

  private static Document document() {
    Result gatun =
        Result.of(SUBJECT, 1, Engine.GATUN)
            .withTimes(Quantiles.of(1, 1, 3), SUBJECT.multiplyAdds(), 100.0)
            .withStart(new Start(0, 30, List.of(20.0, 5.0), 3L << 20));
    Result ort =
        Result.of(SUBJECT, 1, Engine.ORT).withTimes(Quantiles.of(4), 0, null).withStart(slow());
    List<Ratio> ratios =
        List.of(
            new Ratio(SUBJECT.name(), 1, "ort", 4, 3.9, 4.2),
            new Ratio("other", 1, "ort", 1, 0.9, 1.1),
            new Ratio("other", 2, "ort", 0.25, 0.2, 0.3),
            new Ratio("other", 2, "scalar", 100, null, null));
    List<Fault> faults = List.of(new Fault("broken", "its outputs <differ>"));
    return Document.of(MACHINE, 1, List.of(gatun, ort), ratios, faults);
  }

  private static Start slow() {
    List<Double> runs = IntStream.rangeClosed(1, 12).mapToObj(i -> (double) i).toList();
    return new Start(50, 10, runs, null);
  }

  @Test
  void theTenthRunIsTheTenthAndTheSteadyOnesAreTheSecondHalf() {
    assertEquals(1, slow().firstMs());
    assertEquals(10, slow().tenthMs());
    assertEquals(9.5, slow().steady().median());
    assertNull(new Start(0, 0, List.of(1.0, 2.0), null).tenthMs());
    assertEquals(slow(), Start.read(Json.write(slow())));
  }

  @Test
  void meansAreOverEnginesThatTookTurns() {
    Document document = document();
    assertEquals(1, document.geomean(), 1e-12); // 4 · 1 · ¼, and not the twin's 100
    assertEquals(Map.of(1, 2.0, 2, 0.25), document.geomeanByThreads());
    assertEquals(
        "Geometric mean of the ratios: 1.00 (2.00 with 1 thread, 0.25 with 2 threads);"
            + " 1 or above: 2 of 3",
        document.summary());
    assertNull(Document.of(MACHINE, 1, List.of(), List.of(), List.of()).geomean());
  }

  @Test
  void jsonHasTheMembersThatOthersRead() {
    JsonObject json = JsonParser.parseString(Json.write(document())).getAsJsonObject();
    assertEquals("CPU <7>", json.getAsJsonObject("machine").get("cpu").getAsString());
    assertEquals(1, json.get("geomean").getAsDouble(), 1e-12);
    JsonArray results = json.getAsJsonArray("results");
    JsonObject gatun = results.get(0).getAsJsonObject();
    assertEquals(SUBJECT.name(), gatun.get("model").getAsString());
    assertEquals(1, gatun.get("threads").getAsInt());
    assertEquals("gatun", gatun.get("engine").getAsString());
    assertEquals(3, gatun.get("runs").getAsInt());
    assertEquals(1, gatun.get("minMs").getAsDouble());
    assertEquals(1, gatun.get("medianMs").getAsDouble());
    assertEquals(2.6, gatun.get("p90Ms").getAsDouble(), 1e-12);
    assertEquals(50, gatun.get("gflops").getAsDouble(), 1e-9); // 2 · 25e6 in a millisecond
    assertEquals(0.5, gatun.get("roofPart").getAsDouble(), 1e-12);
    assertEquals(30, gatun.get("loadMs").getAsDouble());
    assertEquals(20, gatun.get("firstMs").getAsDouble());
    assertFalse(gatun.has("tenthMs"));
    assertEquals(3 << 20, gatun.get("peakRssBytes").getAsLong());
    JsonObject ort = results.get(1).getAsJsonObject();
    assertEquals(10, ort.get("tenthMs").getAsDouble());
    assertFalse(ort.has("gflops") || ort.has("peakRssBytes"));
    JsonObject ratio = json.getAsJsonArray("ratios").get(0).getAsJsonObject();
    assertEquals("ort", ratio.get("peer").getAsString());
    assertEquals(4, ratio.get("ratio").getAsDouble());
    assertEquals(3.9, ratio.get("low").getAsDouble());
    assertEquals(4.2, ratio.get("high").getAsDouble());
  }

  @Test
  void textSaysWhatIsNotThere() {
    StringWriter text = new StringWriter();
    CompareText.print(new PrintWriter(text), document());
    String said = text.toString();
    assertTrue(said.contains("load average before the start not available"), said);
    assertTrue(said.contains("4.00  3.90–4.20"), said);
    assertTrue(said.contains("50 %"), said);
    assertTrue(said.lines().anyMatch(line -> line.endsWith("not available")), said);
    assertTrue(said.contains("Not compared: broken: its outputs <differ>"), said);
  }

  @Test
  void thePageStandsAloneAndTakesNamesForText() {
    String page = ComparePage.render(document());
    assertTrue(page.contains("<td>a&lt;b&gt;&amp;&#39;&quot;.onnx</td>"), page);
    assertTrue(page.contains("CPU &lt;7&gt;"), page);
    assertTrue(page.contains("its outputs &lt;differ&gt;"), page);
    assertFalse(page.contains("a<b>"), page);
    assertFalse(page.contains("<script") || page.contains("http"), page);
    assertTrue(page.contains("prefers-color-scheme: dark"), page);
    assertEquals(4, page.split("<rect ", -1).length - 1); // a bar for each ratio
    assertEquals(3, page.split("class=\"won\"", -1).length - 1);
    assertTrue(
        ComparePage.render(Document.of(MACHINE, 1, List.of(), List.of(), List.of()))
            .contains("Nothing was compared."));
  }

  @Test
  void ofLongNamesTheEndIsShown() {
    assertEquals("mobilenet-v3-large", ComparePage.label("mobilenet-v3-large"));
    assertEquals("…els/mobilenet-v2-7.onnx", ComparePage.label("/some/models/mobilenet-v2-7.onnx"));
  }

  @Test
  void numbersHaveTheDigitsThatCount() {
    assertEquals("0.213", Numbers.millis(0.2131));
    assertEquals("3.29", Numbers.millis(3.291));
    assertEquals("37.7", Numbers.millis(37.71));
    assertEquals("1,440", Numbers.millis(1440.2));
    assertEquals("-", Numbers.millis(null));
    assertEquals("2.0e-06", Numbers.scientific(2e-6));
  }
}
