package dev.gatun.bench.profile;

import dev.gatun.bench.cli.Html;
import java.util.List;

/// A profile as one HTML page that needs nothing else.
final class ProfilePage {
  private static final String STYLE =
      """
      :root {
        color-scheme: light dark;
        --text: #1b1f24; --page: #ffffff; --line: #d0d7de; --compute: #2563a8; --memory: #b3432b;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --text: #e6edf3; --page: #0d1117; --line: #30363d; --compute: #6cb0f5; --memory: #e5734f;
        }
      }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
        max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1rem 0; }
      th, td { padding: .15rem .6rem; border-bottom: 1px solid var(--line); text-align: right;
        white-space: nowrap; }
      .word { text-align: left; }
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
    String title = Html.escaped("Profile of " + profile.model());
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>").append(title).append("</title>\n");
    page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    page.append("<h1>").append(title).append("</h1>\n");
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
