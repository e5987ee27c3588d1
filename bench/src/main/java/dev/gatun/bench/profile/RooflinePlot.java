package dev.gatun.bench.profile;

import dev.gatun.bench.roof.Roof;
import dev.gatun.conformance.cli.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A roofline plot as SVG: operations per byte to the right, operations per second upwards, both
/// logarithmic; one roof for each level of memory; one dot for each step that multiplies, its area
/// the step's part of the time.
final class RooflinePlot {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 460;
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;

  /// Of a dot that took all the time, in pixels; the smallest ones can still be met by a pointer.
  private static final double LARGEST_RADIUS = 40;

  private static final double SMALLEST_RADIUS = 3;

  private final StringBuilder svg = new StringBuilder();
  private final Roof roof;
  private final List<StepFigures> steps;
  private final Axis x;
  private final Axis y;

  /// A logarithmic axis.
  ///
  /// @param least value at its beginning, above 0
  /// @param most value at its end, above the least
  /// @param from pixel of its beginning
  /// @param to pixel of its end
  record Axis(double least, double most, double from, double to) {
    private static final double MARGIN = 1.5;
    private static final int[] STEPS = {1, 2, 5};

    /// One with room around some values.
    static Axis around(double least, double most, double from, double to) {
      return new Axis(least / MARGIN, most * MARGIN, from, to);
    }

    double pixel(double value) {
      return from + Math.log(value / least) / Math.log(most / least) * (to - from);
    }

    /// The numbers 1, 2, 5, 10, 20 … and their like below 1 that lie on the axis.
    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      for (int power = (int) Math.floor(Math.log10(least)); Math.pow(10, power) <= most; power++) {
        for (int step : STEPS) {
          double tick = step * Math.pow(10, power);
          if (tick >= least && tick <= most) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
  }

  private RooflinePlot(Profile profile) {
    roof = profile.roof();
    steps = profile.steps().stream().filter(step -> step.gflops() > 0).toList();
    double leastX = 1;
    double mostX = 1;
    for (Roof.Level level : roof.levels()) {
      double ridge = roof.gigaflops() / level.stream();
      leastX = Math.min(leastX, ridge);
      mostX = Math.max(mostX, ridge);
    }
    double leastY = roof.gigaflops() / 10;
    double mostY = roof.gigaflops();
    for (StepFigures step : steps) {
      leastX = Math.min(leastX, step.intensity());
      mostX = Math.max(mostX, step.intensity());
      leastY = Math.min(leastY, step.gflops());
      mostY = Math.max(mostY, step.gflops());
    }
    x = Axis.around(leastX, mostX, LEFT, WIDTH - RIGHT);
    y = Axis.around(leastY, mostY, HEIGHT - BOTTOM, TOP);
  }

  /// The plot of a profile.
  static String render(Profile profile) {
    return new RooflinePlot(profile).render();
  }

  private String render() {
    svg.append(
        "<svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
            .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT));
    svg.append("<title>Roofline: each dot is a step</title>\n");
    grid();
    roofs();
    // small dots last, so that large ones do not hide them
    steps.stream().sorted((a, b) -> Double.compare(b.part(), a.part())).forEach(this::dot);
    return svg.append("</svg>\n").toString();
  }

  private void grid() {
    for (double tick : x.ticks()) {
      double at = x.pixel(tick);
      line("grid", at, y.from(), at, y.to());
      text(at, HEIGHT - BOTTOM + 18, "middle", label(tick));
    }
    for (double tick : y.ticks()) {
      double at = y.pixel(tick);
      line("grid", x.from(), at, x.to(), at);
      text(LEFT - 6, at + 4, "end", label(tick));
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "floating-point operations per byte");
    text(LEFT + 6, TOP + 10, "start", "GFLOP/s");
  }

  private static String label(double tick) {
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(tick)));
    return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
  }

  /// The peak, and for each level of memory the slope up to it.
  private void roofs() {
    double peak = roof.gigaflops();
    double first = x.most();
    for (Roof.Level level : roof.levels()) {
      double ridge = Math.min(peak / level.stream(), x.most());
      first = Math.min(first, ridge);
      double start = Math.max(x.least(), y.least() / level.stream());
      if (start < ridge) {
        double startY = start * level.stream();
        line(
            "roof",
            x.pixel(start),
            y.pixel(startY),
            x.pixel(ridge),
            y.pixel(ridge * level.stream()));
        // a third of the way up, above the line
        double at = Math.pow(start, 2 / 3.0) * Math.pow(ridge, 1 / 3.0);
        text(
            x.pixel(at) - 6,
            y.pixel(at * level.stream()) - 4,
            "end",
            level.name() + " " + Figures.rate(level.stream()) + " GB/s");
      }
    }
    line("roof", x.pixel(first), y.pixel(peak), x.to(), y.pixel(peak));
    text(x.to(), y.pixel(peak) - 6, "end", Figures.rate(peak) + " GFLOP/s");
  }

  private void dot(StepFigures step) {
    String title =
        "%s: %s, %s, %s ms (%s), %s GFLOP/s, %s FLOP/B, %s of the roof, bound by %s"
            .formatted(
                step.node(),
                step.kernel(),
                step.output(),
                Figures.ms(step.ms()),
                Figures.percent(step.part()),
                Figures.rate(step.gflops()),
                Figures.rate(step.intensity()),
                Figures.percent(step.roofPart()),
                step.bound());
    svg.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>\n"
            .formatted(
                step.bound(),
                Html.px(x.pixel(step.intensity())),
                Html.px(y.pixel(step.gflops())),
                Html.px(Math.max(SMALLEST_RADIUS, LARGEST_RADIUS * Math.sqrt(step.part()))),
                Html.escaped(title)));
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(kind, Html.px(x1), Html.px(y1), Html.px(x2), Html.px(y2)));
  }

  private void text(double atX, double atY, String anchor, String text) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(Html.px(atX), Html.px(atY), anchor, Html.escaped(text)));
  }
}
