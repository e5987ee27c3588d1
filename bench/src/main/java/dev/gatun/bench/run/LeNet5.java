package dev.gatun.bench.run;

import dev.gatun.Image;
import dev.gatun.Images;
import dev.gatun.Model;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The network and the twelve digits that come with the program; {@code docs/lenet5.md} tells how
 * they were made.
 */
final class LeNet5 {
  static final String NAME = "LeNet-5";

  private static final String FOLDER = "/dev/gatun/bench/lenet5/";
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "4b", "5", "6", "7", "7b", "8", "9");

  /**
   * One drawn digit.
   *
   * @param name its file's name
   * @param image 28 by 28, white ink on black
   * @param label which digit it is
   */
  record Digit(String name, Image image, int label) {}

  private LeNet5() {}

  static Model model() {
    return Model.parse(resource("lenet5.onnx"));
  }

  static List<Digit> digits() {
    List<Digit> digits = new ArrayList<>();
    for (String digit : DIGITS) {
      String name = "digit-" + digit + ".png";
      Image image = Images.read(resource(name), Images.MAX_PIXELS);
      digits.add(new Digit(name, image, digit.charAt(0) - '0'));
    }
    return digits;
  }

  private static byte[] resource(String name) {
    try (InputStream in = LeNet5.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new FileNotFoundException("the program's own " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
