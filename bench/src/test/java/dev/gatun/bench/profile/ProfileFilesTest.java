package dev.gatun.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gatun.SessionProfile;
import dev.gatun.spi.PlanReport.StepReport;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// What others read: the trace and the page.
class ProfileFilesTest {
  private static final String NASTY = "</title><script>alert('x & \"y\"')</script>\n\u2028";

  private static final List<StepReport> STEPS =
      List.of(Samples.CONV, Samples.POOL, new StepReport(NASTY, "Conv", NASTY, NASTY, 10, 5, 7));

  private static final SessionProfile TIMES =
      Samples.profile(STEPS, new long[] {4_000, 600, 50}, new long[] {3_000, 500, 40});

  private static final Profile PROFILE =
      Profile.of(NASTY, 1, Samples.ROOF, new Times(new double[] {4_000, 5_000}, TIMES));

  @Test
  void the_trace_has_every_step_in_order() {
    String text = Trace.write(PROFILE, TIMES.runs().getFirst());
    JsonArray events = JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("traceEvents");
    assertEquals(2 + STEPS.size(), events.size());
    double end = 0;
    for (int i = 0; i < STEPS.size(); i++) {
      JsonObject event = events.get(2 + i).getAsJsonObject();
      assertEquals("X", event.get("ph").getAsString());
      assertEquals(STEPS.get(i).node(), event.get("name").getAsString());
      assertTrue(event.get("ts").getAsDouble() >= end, event::toString);
      end = event.get("ts").getAsDouble() + event.get("dur").getAsDouble();
      assertTrue(event.has("pid") && event.has("tid"), event::toString);
    }
    assertEquals(4.655, end, 1e-9, "microseconds: 5 ns, then the steps");
    JsonObject first = events.get(2).getAsJsonObject();
    assertEquals(0.005, first.get("ts").getAsDouble(), 1e-12);
    assertEquals("compute", first.getAsJsonObject("args").get("bound").getAsString());
    for (int i = 0; i < 2; i++) {
      assertEquals("M", events.get(i).getAsJsonObject().get("ph").getAsString());
    }
  }

  @Test
  void the_page_says_nasty_names_as_text() {
    String page = ProfilePage.render(PROFILE);
    assertFalse(page.contains("<script"), "a name became a tag");
    assertTrue(page.contains("&lt;/title&gt;&lt;script&gt;alert(&#39;x &amp; &quot;y&quot;"));
    assertFalse(page.contains("src=") || page.contains("href=") || page.contains("url("));
    assertTrue(page.contains("prefers-color-scheme: dark"));
  }

  @Test
  void the_plot_is_well_formed_and_has_a_dot_for_each_step_that_multiplies()
      throws ParserConfigurationException, SAXException, IOException {
    String page = ProfilePage.render(PROFILE);
    String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    NodeList dots = document.getElementsByTagName("circle");
    assertEquals(2, dots.getLength());
    double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
    double height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));
    for (int i = 0; i < dots.getLength(); i++) {
      Element dot = (Element) dots.item(i);
      inside(dot.getAttribute("cx"), width);
      inside(dot.getAttribute("cy"), height);
      assertEquals(1, dot.getElementsByTagName("title").getLength());
    }
    NodeList lines = document.getElementsByTagName("line");
    int roofs = 0;
    for (int i = 0; i < lines.getLength(); i++) {
      Element line = (Element) lines.item(i);
      inside(line.getAttribute("x1"), width);
      inside(line.getAttribute("x2"), width);
      inside(line.getAttribute("y1"), height);
      inside(line.getAttribute("y2"), height);
      roofs += line.getAttribute("class").equals("roof") ? 1 : 0;
    }
    assertEquals(3, roofs, "the peak and two levels of memory");
  }

  private static void inside(String coordinate, double end) {
    double value = Double.parseDouble(coordinate);
    assertTrue(value >= 0 && value <= end, () -> coordinate + " is outside of 0 to " + end);
  }

  @Test
  void axes_are_logarithmic() {
    RooflinePlot.Axis axis = new RooflinePlot.Axis(0.5, 50, 100, 300);
    assertEquals(100, axis.pixel(0.5), 1e-9);
    assertEquals(200, axis.pixel(5), 1e-9);
    assertEquals(300, axis.pixel(50), 1e-9);
    assertEquals(List.of(0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0), axis.ticks());
    assertEquals(List.of(), new RooflinePlot.Axis(3, 4, 0, 1).ticks());
  }
}
