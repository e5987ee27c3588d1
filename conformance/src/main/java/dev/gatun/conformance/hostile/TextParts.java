package dev.gatun.conformance.hostile;

import com.google.protobuf.ByteString;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import java.util.ArrayList;
import java.util.List;

/// The pieces of a [ModelText]: parts between separators, and plain values of attributes.
final class TextParts {
  private TextParts() {}

  /// Cuts a text at a separator, outside braces, angle brackets and quotes.
  ///
  /// @param separator a blank stands for any run of white space
  /// @return the parts without white space around them, empty ones left out
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      if (!quoted) {
        depth += c == '{' || c == '<' ? 1 : 0;
        depth -= c == '}' || (c == '>' && depth > 0) ? 1 : 0;
      }
      boolean cut = separator == ' ' ? Character.isWhitespace(c) : c == separator;
      if (cut && depth == 0 && !quoted) {
        add(parts, part);
      } else {
        part.append(c);
      }
    }
    add(parts, part);
    return parts;
  }

  private static void add(List<String> parts, StringBuilder part) {
    String text = part.toString().strip();
    if (!text.isEmpty()) {
      parts.add(text);
    }
    part.setLength(0);
  }

  /// What stands between the first and the last character.
  static String inner(String bracketed) {
    return bracketed.substring(1, bracketed.length() - 1);
  }

  /// A number as a float where it looks like one.
  static boolean isFloat(String word) {
    return word.contains(".") || word.contains("e") || word.contains("nan") || word.contains("inf");
  }

  /// The value of `1e30`, `-inf`, `nan` and the like.
  static double number(String word) {
    return switch (word) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }

  /// An attribute that is a string, a number or a list of one of these.
  static AttributeProto plain(AttributeProto.Builder attribute, String value) {
    if (value.equals("[]")) {
      return attribute.setType(AttributeType.INTS).build();
    }
    if (value.startsWith("'")) {
      List<String> strings = split(value, ',');
      if (strings.size() == 1) {
        return attribute
            .setType(AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(inner(value)))
            .build();
      }
      strings.forEach(s -> attribute.addStrings(ByteString.copyFromUtf8(inner(s))));
      return attribute.setType(AttributeType.STRINGS).build();
    }
    List<String> items = split(value, ',');
    boolean floats = items.stream().anyMatch(TextParts::isFloat);
    if (items.size() == 1 && !value.endsWith(",")) {
      return floats
          ? attribute.setType(AttributeType.FLOAT).setF((float) number(value)).build()
          : attribute.setType(AttributeType.INT).setI(Long.parseLong(value)).build();
    }
    for (String item : items) {
      if (floats) {
        attribute.addFloats((float) number(item));
      } else {
        attribute.addInts(Long.parseLong(item));
      }
    }
    return attribute.setType(floats ? AttributeType.FLOATS : AttributeType.INTS).build();
  }
}
