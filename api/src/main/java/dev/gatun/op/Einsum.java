package dev.gatun.op;

import dev.gatun.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Einstein's summation: products of elements, summed over every axis that the result does not
/// name. Inputs: one tensor per term. An axis of extent 1 repeats where another operand has more
/// along the axis of that name; a name that stands twice in a term walks along a diagonal.
///
/// ```java
/// Einsum product = Einsum.of("bij,bjk->bik"); // y[b, i, k] = Σ over j of x[b, i, j]·w[b, j, k]
/// ```
///
/// @param terms the names of each operand's axes, one character each: letters; [#ELLIPSIS] for any
///   number of axes that nobody names; while binding, the characters from [#FIRST_UNNAMED] on for
///   those axes one by one
/// @param result the names of the result's axes, each once
public record Einsum(List<String> terms, String result) implements Op {
  /// Stands for the axes that `...` stands for in an equation.
  public static final char ELLIPSIS = '.';

  /// The name that binding gives to the first of the axes of an ellipsis; the others follow.
  public static final char FIRST_UNNAMED = '0';

  /// There must be a term, and the result may name axes of the terms only.
  public Einsum {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new InvalidInputException("Einsum: got no term, required one per input");
    }
    String all = String.join("", terms);
    for (int i = 0; i < result.length(); i++) {
      char name = result.charAt(i);
      if (result.indexOf(name) < i || (name != ELLIPSIS && all.indexOf(name) < 0)) {
        throw new InvalidInputException(
            "Einsum: got result '"
                + result
                + "' of terms "
                + terms
                + ", required names that the terms have, each once");
      }
    }
    for (String term : terms) {
      if (term.indexOf(ELLIPSIS) != term.lastIndexOf(ELLIPSIS)) {
        throw new InvalidInputException(
            "Einsum: got term '" + term + "', required one ellipsis at most");
      }
    }
  }

  /// Reads an equation such as `bij,bjk->bik`. Without an arrow the result has the ellipsis, if
  /// there is one, and then the names that stand there once, in the order of their codes.
  ///
  /// @param equation letters, `...`, commas, blanks, at most one `->`
  /// @return the operator
  /// @throws InvalidInputException if it is not an equation
  public static Einsum of(String equation) {
    String text = equation.replace(" ", "");
    int arrow = text.indexOf("->");
    List<String> terms = new ArrayList<>();
    for (String term : (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1)) {
      terms.add(names(term, equation));
    }
    return new Einsum(
        terms, arrow < 0 ? implied(terms) : names(text.substring(arrow + 2), equation));
  }

  private static String names(String term, String equation) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < term.length(); i++) {
      char c = term.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        names.append(c);
      } else if (term.startsWith("...", i)) {
        names.append(ELLIPSIS);
        i += 2;
      } else {
        throw new InvalidInputException(
            "Einsum: got '"
                + c
                + "' in equation '"
                + equation
                + "', required letters, '...', ',' and one '->' at most");
      }
    }
    return names.toString();
  }

  private static String implied(List<String> terms) {
    TreeMap<Character, Integer> counts = new TreeMap<>();
    String.join("", terms).chars().forEach(name -> counts.merge((char) name, 1, Integer::sum));
    StringBuilder result = new StringBuilder(counts.remove(ELLIPSIS) == null ? "" : ".");
    counts.forEach((name, count) -> result.append(count == 1 ? name.toString() : ""));
    return result.toString();
  }

  /// Whether some axes have no name of their own yet.
  ///
  /// @return whether a term has an ellipsis
  public boolean hasEllipsis() {
    return terms.stream().anyMatch(term -> term.indexOf(ELLIPSIS) >= 0);
  }

  /// The equation of this operator.
  ///
  /// @return text such as `bij,bjk->bik`
  public String equation() {
    return (String.join(",", terms) + "->" + result).replace(".", "...");
  }

  @Override
  public String toString() {
    return "Einsum[" + equation() + "]";
  }
}
