package dev.gatun.bench.run;

import dev.gatun.Image;
import dev.gatun.Images;
import dev.gatun.Images.Channels;
import dev.gatun.Images.Resize;
import java.util.ArrayList;
import java.util.List;

/**
 * A little picture of an image for a terminal: the half block ▀ shows two pixels, its ink the
 * upper, its ground the lower.
 */
final class Picture {
  /** Columns, and twice the rows. */
  static final int SIDE = 16;

  /** The 256-colour palette's ramp of greys: 24 steps from here. */
  private static final int DARKEST = 232;

  private static final int GREYS = 24;
  private static final String RESET = "\u001b[0m";

  private Picture() {}

  static List<String> lines(Image image) {
    float[] grey =
        Images.preprocessing()
            .withChannels(Channels.GREY)
            .withResize(Resize.LETTERBOX, SIDE, SIDE)
            .withFill(0)
            .toTensor(image)
            .toFloats();
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < SIDE; y += 2) {
      StringBuilder line = new StringBuilder();
      String last = "";
      for (int x = 0; x < SIDE; x++) {
        int upper = colour(grey[y * SIDE + x]);
        int lower = colour(grey[(y + 1) * SIDE + x]);
        String colours = "\u001b[38;5;" + upper + ";48;5;" + lower + "m";
        line.append(colours.equals(last) ? "" : colours).append('▀');
        last = colours;
      }
      lines.add(line.append(RESET).toString());
    }
    return lines;
  }

  private static int colour(float grey) {
    return DARKEST + Math.clamp(Math.round(grey * (GREYS - 1)), 0, GREYS - 1);
  }
}
