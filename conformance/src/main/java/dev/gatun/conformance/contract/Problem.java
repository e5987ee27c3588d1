package dev.gatun.conformance.contract;

import dev.gatun.InvalidInputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One test problem as a line of words: a kind, numbers (letters, then an integer) and plain words,
/// such as `conv g32 n1 ic32 ih112 iw112 oc32 kh3 kw3 sh1 ph1 relu`.
///
/// Axes are `d`, `h`, `w`. Letters: `n` batch, `g` groups, `ic`/`oc` channels, `i.` input extent,
/// `k.` kernel, `s.` stride (1), `d.` dilation (1), `p.` pad at the beginning (0), `e.` pad at the
/// end (as at the beginning), `o.` output padding (0); `iw` and `kw` may be left out where they are
/// as `ih` and `kh`; `m`, `k`, `n` are a product's extents. The defaults in brackets may be left
/// out. Every number of a line is at most nine digits long.
///
/// @param kind the operator family, the first word
/// @param numbers by letters, in the order written
/// @param words in the order written
public record Problem(String kind, Map<String, Integer> numbers, Set<String> words) {
  private static final Pattern NUMBER = Pattern.compile("([a-z]+)(-?\\d{1,9})");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern WORD = Pattern.compile("[a-z_]+");

  /// Copies the collections.
  public Problem {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    words = Collections.unmodifiableSet(new LinkedHashSet<>(words));
  }

  /// A problem with nothing but a kind.
  ///
  /// @param kind the operator family
  /// @return the problem
  public static Problem of(String kind) {
    return new Problem(kind, Map.of(), Set.of());
  }

  /// Reads what [#toString] writes.
  ///
  /// @param line words with spaces between them
  /// @return the problem
  /// @throws InvalidInputException if a word is neither a number nor plain
  public static Problem parse(String line) {
    String[] parts = SPACES.split(line.strip(), 0);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Set<String> words = new LinkedHashSet<>();
    for (int i = 1; i < parts.length; i++) {
      Matcher number = NUMBER.matcher(parts[i]);
      if (number.matches()) {
        numbers.put(number.group(1), Integer.valueOf(number.group(2)));
      } else if (WORD.matcher(parts[i]).matches()) {
        words.add(parts[i]);
      } else {
        throw new InvalidInputException(
            "problem '"
                + line
                + "': got '"
                + parts[i]
                + "', required letters or letters with a number");
      }
    }
    for (String letter : new String[] {"i", "k"}) {
      Integer height = numbers.get(letter + "h");
      if (height != null) {
        numbers.putIfAbsent(letter + "w", height);
      }
    }
    return new Problem(parts[0], numbers, words);
  }

  /// A number of this problem.
  ///
  /// @param letters its name
  /// @param otherwise what it is where the line does not say
  /// @return the number
  public int get(String letters, int otherwise) {
    return numbers.getOrDefault(letters, otherwise);
  }

  /// A number that the line must give.
  ///
  /// @param letters its name
  /// @return the number
  /// @throws InvalidInputException if the line does not give it
  public int get(String letters) {
    Integer number = numbers.get(letters);
    if (number == null) {
      throw new InvalidInputException("problem '" + this + "': '" + letters + "' is required");
    }
    return number;
  }

  /// Whether a word is there.
  ///
  /// @param word the word
  /// @return true if the line has it
  public boolean has(String word) {
    return words.contains(word);
  }

  /// A copy with a number set.
  ///
  /// @param letters name of the number
  /// @param value the number
  /// @return the copy
  public Problem with(String letters, int value) {
    Map<String, Integer> copy = new LinkedHashMap<>(numbers);
    copy.put(letters, value);
    return new Problem(kind, copy, words);
  }

  /// As [#with(String, int)], but a default is left out.
  ///
  /// @param letters name of a number
  /// @param value the number
  /// @param otherwise the default
  /// @return the copy
  public Problem with(String letters, int value, int otherwise) {
    return value == otherwise ? this : with(letters, value);
  }

  /// A copy with a word more.
  ///
  /// @param word a word; the empty one adds nothing
  /// @return the copy
  public Problem with(String word) {
    if (word.isEmpty()) {
      return this;
    }
    Set<String> copy = new LinkedHashSet<>(words);
    copy.add(word);
    return new Problem(kind, numbers, copy);
  }

  /// The line.
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(kind);
    numbers.forEach((letters, number) -> line.append(' ').append(letters).append(number));
    words.forEach(word -> line.append(' ').append(word));
    return line.toString();
  }
}
