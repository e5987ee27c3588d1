package dev.gatun.bench.gemm;

import dev.gatun.bench.cli.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The size of C = A · B.
///
/// @param group products that are alike, over which means are taken
/// @param m rows of A and C
/// @param n columns of B and C
/// @param k columns of A, rows of B
record Product(String group, int m, int n, int k) {
  /// What the command line's own sizes belong to.
  static final String ASKED_FOR = "asked for";

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(?:x(\\d{1,6})x(\\d{1,6}))?");

  /// The largest matrix: Java's arrays end there.
  private static final long MOST_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

  Product {
    if (Math.min(m, Math.min(n, k)) < 1
        || Math.max((long) m * n, Math.max((long) m * k, (long) k * n)) > MOST_ELEMENTS) {
      throw new UsageException(
          "gemm: got %dx%dx%d, required extents of 1 or more and matrices of less than 2 GiB"
              .formatted(m, n, k));
    }
  }

  /// Reads `MxNxK`, or one number for all three.
  ///
  /// @throws UsageException if it is neither
  static Product parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      throw new UsageException(
          "gemm: got the size '"
              + text
              + "', required a group ("
              + String.join(", ", Products.groups())
              + "), a number, or MxNxK");
    }
    int m = Integer.parseInt(match.group(1));
    boolean square = match.group(2) == null;
    int n = square ? m : Integer.parseInt(match.group(2));
    int k = square ? m : Integer.parseInt(match.group(3));
    return new Product(ASKED_FOR, m, n, k);
  }

  /// Floating-point operations: a multiplication and an addition for each term.
  double operations() {
    return 2.0 * m * n * k;
  }

  /// Text such as `196×512×1024`.
  String size() {
    return m + "×" + n + "×" + k;
  }
}
