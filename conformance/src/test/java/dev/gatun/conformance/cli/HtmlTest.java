package dev.gatun.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void textNeverBecomesMarkup() {
    assertEquals("&lt;a b=&quot;&#39;&amp;&quot;&gt;", Html.escaped("<a b=\"'&\">"));
  }

  @Test
  void aHeadHasTitleAndBothStyles() {
    String head = Html.head("1 < 2", ".own { color: red; }");
    assertTrue(head.startsWith("<!doctype html>\n<html lang=\"en\">\n"), head);
    assertTrue(head.contains("<title>1 &lt; 2</title>"), head);
    assertTrue(head.contains("prefers-color-scheme: dark"), head);
    assertTrue(head.contains(".own { color: red; }</style>\n</head>\n"), head);
  }
}
