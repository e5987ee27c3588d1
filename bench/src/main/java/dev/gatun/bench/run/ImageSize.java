package dev.gatun.bench.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A size in pixels, written {@code 640x480}.
 *
 * @param width pixels in a row
 * @param height rows
 */
record ImageSize(int width, int height) {
  /** Reads a size from the command line. */
  static final class Parser implements ITypeConverter<ImageSize> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

    @Override
    public ImageSize convert(String text) {
      Matcher matcher = SIZE.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("got '" + text + "', required WxH such as 640x480");
      }
      return new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
  }
}
