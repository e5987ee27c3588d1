package dev.gatun.bench.run;

import dev.gatun.bench.cli.Json;
import dev.gatun.bench.run.Guesses.Guess;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers for machines: one JSON object, written at the end. */
final class JsonReport implements Report {
  private record Document(
      String model,
      String engine,
      int repeat,
      List<Entry> samples,
      int labelled,
      int right,
      double medianMilliseconds) {}

  private record Entry(
      String name,
      double milliseconds,
      @Nullable Integer label,
      @Nullable Boolean right,
      @Nullable Boolean softmax,
      @Nullable List<Guess> guesses,
      List<Summary> outputs) {}

  private final PrintWriter out;
  private final int repeat;
  private final Tally tally = new Tally();
  private final List<Entry> entries = new ArrayList<>();
  private String model = "";
  private String engine = "";

  JsonReport(PrintWriter out, int repeat) {
    this.out = out;
    this.repeat = repeat;
  }

  @Override
  public void begin(String theModel, String theEngine) {
    model = theModel;
    engine = theEngine;
  }

  @Override
  public void answer(Answer answer) {
    tally.add(answer);
    Guesses guesses = answer.guesses();
    List<Summary> outputs = new ArrayList<>();
    answer.outputs().forEach((name, output) -> outputs.add(Summary.of(name, output)));
    entries.add(
        new Entry(
            answer.sample().name(),
            answer.milliseconds(),
            answer.sample().label(),
            answer.right(),
            guesses == null ? null : guesses.softmax(),
            guesses == null ? null : guesses.top(),
            outputs));
  }

  @Override
  public void end() {
    out.println(
        Json.write(
            new Document(
                model,
                engine,
                repeat,
                entries,
                tally.labelled(),
                tally.right(),
                tally.medianMilliseconds())));
  }
}
