package dev.gatun.bench.run;

import dev.gatun.Image;
import dev.gatun.bench.run.Guesses.Guess;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers for people: a line each where that is enough, with a picture beside them on a terminal.
 */
final class TextReport implements Report {
  private static final int SHORT = 64;
  private static final int NAME_WIDTH = 14;
  private static final int PICTURE_TEXT_WIDTH = 20;
  private static final String BETWEEN = "  ";

  private final PrintWriter out;
  private final boolean pictures;
  private final String timing;
  private final Tally tally = new Tally();
  private List<String> leftHalf = List.of();
  private boolean softmax;

  /**
   * A report.
   *
   * @param out where to
   * @param pictures whether images are drawn; needs a terminal with colours
   * @param timing how each sample's time was taken, in words
   */
  TextReport(PrintWriter out, boolean pictures, String timing) {
    this.out = out;
    this.pictures = pictures;
    this.timing = timing;
  }

  @Override
  public void begin(String model, String engine) {
    out.println(model + " on " + engine);
    out.println();
    out.flush();
  }

  @Override
  public void answer(Answer answer) {
    tally.add(answer);
    Guesses guesses = answer.guesses();
    Image image = answer.sample().image();
    if (guesses == null) {
      out.println(answer.sample().name());
      answer
          .outputs()
          .forEach((name, output) -> out.println(BETWEEN + Summary.of(name, output).line()));
    } else {
      softmax |= guesses.softmax();
      if (pictures && image != null) {
        beside(Picture.lines(image), text(answer, guesses));
      } else {
        plain(answer, guesses);
      }
    }
    out.flush();
  }

  private void plain(Answer answer, Guesses guesses) {
    StringBuilder line = new StringBuilder();
    for (Guess guess : guesses.top()) {
      line.append("   ").append(guess.label()).append(' ').append(percent(guess));
    }
    if (line.length() <= SHORT) {
      String name = ("%-" + NAME_WIDTH + "s").formatted(answer.sample().name());
      out.println(BETWEEN + name + line + mark(answer));
      return;
    }
    out.println(answer.sample().name() + mark(answer));
    for (Guess guess : guesses.top()) {
      out.println(BETWEEN + percent(guess) + BETWEEN + guess.label());
    }
  }

  private static List<String> text(Answer answer, Guesses guesses) {
    List<String> text = new ArrayList<>();
    text.add(answer.sample().name() + mark(answer));
    text.add("");
    for (Guess guess : guesses.top()) {
      text.add(percent(guess) + BETWEEN + guess.label());
    }
    return text;
  }

  /** Short blocks stand two beside each other; one with long names has the line for itself. */
  private void beside(List<String> picture, List<String> text) {
    List<String> block = new ArrayList<>();
    boolean isShort = true;
    for (int i = 0; i < Math.max(picture.size(), text.size()); i++) {
      String words = i < text.size() ? text.get(i) : "";
      isShort &= words.length() <= PICTURE_TEXT_WIDTH;
      String padded = ("%-" + PICTURE_TEXT_WIDTH + "s").formatted(words);
      block.add(
          BETWEEN
              + (i < picture.size() ? picture.get(i) : " ".repeat(Picture.SIDE))
              + BETWEEN
              + padded);
    }
    if (!leftHalf.isEmpty() && isShort) {
      for (int i = 0; i < Math.max(leftHalf.size(), block.size()); i++) {
        out.println((line(leftHalf, i) + line(block, i)).stripTrailing());
      }
      out.println();
      leftHalf = List.of();
      return;
    }
    flushLeftHalf();
    leftHalf = block;
    if (!isShort) {
      flushLeftHalf();
    }
  }

  private static String line(List<String> block, int i) {
    int width = BETWEEN.length() * 2 + Picture.SIDE + PICTURE_TEXT_WIDTH;
    return i < block.size() ? block.get(i) : " ".repeat(width);
  }

  private void flushLeftHalf() {
    if (!leftHalf.isEmpty()) {
      leftHalf.forEach(line -> out.println(line.stripTrailing()));
      out.println();
      leftHalf = List.of();
    }
  }

  private static String mark(Answer answer) {
    Boolean right = answer.right();
    if (right == null) {
      return "";
    }
    return right ? "  ✓" : "  ✗ (" + answer.sample().label() + ")";
  }

  private static String percent(Guess guess) {
    return "%6.2f %%".formatted(100 * guess.probability());
  }

  private static String milliseconds(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 1 ? "%.1f" : "%.3f";
    return format.formatted(value);
  }

  @Override
  public void end() {
    flushLeftHalf();
    if (!pictures) {
      out.println();
    }
    if (tally.labelled() > 0) {
      out.println(tally.right() + " of " + tally.labelled() + " right");
    }
    out.println(milliseconds(tally.medianMilliseconds()) + " ms each (" + timing + ")");
    if (softmax) {
      out.println("Confidences are the softmax of the output, which is no distribution itself.");
    }
  }
}
