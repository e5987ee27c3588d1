package dev.gatun.bench.profile;

import dev.gatun.bench.cli.Table;
import dev.gatun.bench.roof.Roof;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A profile as sentences and tables; the page shows the same ones.
final class ProfileText {
  static final List<String> KIND_HEADINGS =
      List.of("operator", "kernel", "steps", "ms", "%", "GFLOP/s", "GB/s", "floor ms", "of roof");

  static final List<String> STEP_HEADINGS =
      List.of(
          "#",
          "node",
          "operator",
          "kernel",
          "output",
          "ms",
          "%",
          "GFLOP/s",
          "of roof",
          "KiB",
          "GB/s",
          "FLOP/B",
          "bound");

  private ProfileText() {}

  static void print(PrintWriter out, Profile profile) {
    sentences(profile).forEach(out::println);
    out.println();
    Table kinds = new Table(KIND_HEADINGS.toArray(new String[0]));
    profile.kinds().forEach(kind -> kinds.row(cells(kind).toArray()));
    kinds.print(out);
    out.println();
    Table steps = new Table(STEP_HEADINGS.toArray(new String[0]));
    profile.steps().forEach(step -> steps.row(cells(step).toArray()));
    steps.print(out);
  }

  /// What the tables do not say.
  static List<String> sentences(Profile profile) {
    List<String> sentences = new ArrayList<>();
    sentences.add("%s on %s".formatted(profile.model(), profile.engine()));
    sentences.add(
        "An ordinary run takes %s ms, one with a clock %s ms, its steps %s ms (medians of %d)."
            .formatted(
                Figures.ms(profile.wallMs()),
                Figures.ms(profile.profiledMs()),
                Figures.ms(profile.stepsMs()),
                profile.runs()));
    sentences.add(
        "Outside of steps: %s ms, %s of an ordinary run."
            .formatted(
                Figures.ms(profile.outsideMs()),
                Figures.percent(StepFigures.ratio(profile.outsideMs(), profile.wallMs()))));
    sentences.add(
        "The floor is %s ms, %s of the steps' time, by the roof measured now: %s."
            .formatted(
                Figures.ms(profile.floorMs()),
                Figures.percent(StepFigures.ratio(profile.floorMs(), profile.stepsMs())),
                roof(profile.roof())));
    return sentences;
  }

  private static String roof(Roof roof) {
    return Figures.rate(roof.gigaflops())
        + " GFLOP/s, "
        + roof.levels().stream()
            .map(level -> level.name() + " " + Figures.rate(level.stream()) + " GB/s")
            .collect(Collectors.joining(", "));
  }

  static List<String> cells(KindFigures kind) {
    return List.of(
        kind.operator(),
        kind.kernel(),
        Integer.toString(kind.steps()),
        Figures.ms(kind.ms()),
        Figures.percent(kind.part()),
        Figures.rate(kind.gflops()),
        Figures.rate(kind.gigabytesPerSecond()),
        Figures.ms(kind.floorMs()),
        Figures.percent(kind.roofPart()));
  }

  static List<String> cells(StepFigures step) {
    return List.of(
        Integer.toString(step.step()),
        step.node(),
        step.operator(),
        step.kernel(),
        step.output(),
        Figures.ms(step.ms()),
        Figures.percent(step.part()),
        Figures.rate(step.gflops()),
        Figures.percent(step.roofPart()),
        Figures.kibibytes(step.bytes()),
        Figures.rate(step.gigabytesPerSecond()),
        Figures.rate(step.intensity()),
        step.bound());
  }
}
