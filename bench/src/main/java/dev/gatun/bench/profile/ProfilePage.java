package dev.gatun.bench.profile;

import dev.gatun.conformance.cli.Html;
import java.util.List;

/// A profile as one HTML page that needs nothing else.
final class ProfilePage {
  private static final String STYLE =
      """
      :root { --compute: #2563a8; --memory: #b3432b; }
      @media (prefers-color-scheme: dark) { :root { --compute: #6cb0f5; --memory: #e5734f; } }
      table { margin: 1rem 0; }
      svg text { fill: var(--text); font-size: 12px; }
      svg .grid { stroke: var(--line); } svg .roof { stroke: var(--text); stroke-width: 1.5; }
      circle { fill-opacity: .55; stroke: var(--page); }
      .compute { fill: var(--compute); } .memory { fill: var(--memory); }
      """;

  private final StringBuilder page = new StringBuilder();

  private ProfilePage() {}

  /// The page.
  static String render(Profile profile) {
    return new ProfilePage().page(profile);
  }

  private String page(Profile profile) {
    String title = "Profile of " + profile.model();
    page.append(Html.head(title, STYLE));
    page.append("<body>\n<h1>").append(Html.escaped(title)).append("</h1>\n");
    ProfileText.sentences(profile).forEach(this::paragraph);
    page.append("<div class=\"wide\">").append(RooflinePlot.render(profile)).append("</div>\n");
    paragraph(
        "Each dot is a step that multiplies, its area the part of the time that it takes; blue ones"
            + " are bound by arithmetic, red ones by memory. Above a roof are steps that saved"
            + " products or found their data in a nearer cache.");
    table(ProfileText.KIND_HEADINGS, 2, profile.kinds().stream().map(ProfileText::cells).toList());
    table(ProfileText.STEP_HEADINGS, 5, profile.steps().stream().map(ProfileText::cells).toList());
    return page.append("</body>\n</html>\n").toString();
  }

  /// @param words how many of the first columns are words; they stand at the left
  private void table(List<String> headings, int words, List<List<String>> rows) {
    page.append("<div class=\"wide\"><table>\n<thead>");
    row("th", words, headings);
    page.append("</thead>\n<tbody>\n");
    rows.forEach(cells -> row("td", words, cells));
    page.append("</tbody></table></div>\n");
  }

  private void row(String tag, int words, List<String> cells) {
    page.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      page.append('<').append(tag).append(i < words ? " class=\"word\">" : ">");
      page.append(Html.escaped(cells.get(i))).append("</").append(tag).append('>');
    }
    page.append("</tr>\n");
  }

  private void paragraph(String text) {
    page.append("<p>").append(Html.escaped(text)).append("</p>\n");
  }
}
