package dev.gatun.conformance.graphs;

import dev.gatun.GatunException;
import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.UnsupportedOperatorException.Use;
import dev.gatun.conformance.graphs.GraphResult.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs graphs on an engine and on one that it is compared with.
///
/// ```java
/// GraphComparison comparison =
///     new GraphComparison(BackendRunner.of("java"), BackendRunner.of("reference"));
/// GraphResult result = comparison.check(RandomGraph.of(42));
/// ```
///
/// @param tested the engine under test
/// @param oracle the engine that is right
public record GraphComparison(GraphRunner tested, GraphRunner oracle) {
  /// The largest ‖got − wanted‖₂ of an output, as a part of ‖wanted‖₂.
  public static final double GATE = 1e-4;

  /// The part of its elements that an output must have besides its most frequent value.
  private static final double LEAST_VARIETY = 0.05;

  /// Runs a graph. Whatever goes wrong becomes the verdict.
  ///
  /// @param graph the graph
  /// @return the result
  public GraphResult check(RandomGraph graph) {
    byte[] model = graph.file().toByteArray();
    List<Tensor> inputs = graph.data();
    List<Tensor> wanted;
    try {
      wanted = oracle.run(model, inputs);
    } catch (GatunException e) {
      return new GraphResult(Verdict.UNJUDGED, String.valueOf(e.getMessage()), 0);
    }
    List<Tensor> got;
    try {
      got = tested.run(model, inputs);
    } catch (UnsupportedOperatorException e) {
      String operators =
          e.uses().stream()
              .map(Use::operator)
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      return new GraphResult(Verdict.UNIMPLEMENTED, operators, 0);
    } catch (GatunException e) {
      return new GraphResult(Verdict.BROKEN, String.valueOf(e.getMessage()), 0);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return new GraphResult(Verdict.BROKEN, "untyped " + e, 0);
    }
    return compare(got, wanted);
  }

  static GraphResult compare(List<Tensor> got, List<Tensor> wanted) {
    if (got.size() != wanted.size()) {
      return new GraphResult(
          Verdict.DIFFERENT, "got " + got.size() + " outputs, required " + wanted.size(), 0);
    }
    double largest = 0;
    String doubt = null;
    for (int i = 0; i < got.size(); i++) {
      Tensor a = got.get(i);
      Tensor b = wanted.get(i);
      String place = "output " + i + ": ";
      if (a.dtype() != b.dtype() || !a.shape().equals(b.shape())) {
        return new GraphResult(Verdict.DIFFERENT, place + "got " + a + ", required " + b, 0);
      }
      double error = error(a, b);
      if (!(error <= GATE)) {
        return new GraphResult(
            Verdict.DIFFERENT, place + "relative L2 " + error + ", allowed " + GATE, error);
      }
      largest = Math.max(largest, error);
      String why = doubt(b);
      doubt = why == null ? doubt : place + why;
    }
    return doubt == null
        ? new GraphResult(Verdict.PASSED, "", largest)
        : new GraphResult(Verdict.MISTRUSTED, doubt, largest);
  }

  /// ‖got − wanted‖₂ / ‖wanted‖₂; infinite where NaN or an infinity stands in one of them only.
  private static double error(Tensor got, Tensor wanted) {
    double squares = 0;
    double norm = 0;
    for (long i = 0; i < wanted.shape().size(); i++) {
      double a = got.getDouble(i);
      double b = wanted.getDouble(i);
      if (Double.compare(a, b) == 0) {
        norm += Double.isFinite(b) ? b * b : 0;
        continue;
      }
      squares += (a - b) * (a - b);
      norm += b * b;
    }
    double error = squares == 0 ? 0 : Math.sqrt(squares / norm);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /// Why an output proves nothing, or null. One element alone is only doubted where it is zero.
  static @Nullable String doubt(Tensor output) {
    double[] values = output.toDoubles();
    double scale = 0;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return "an element is " + value;
      }
      scale = Math.max(scale, Math.abs(value));
    }
    int zeros = 0;
    int first = 0;
    for (double value : values) {
      zeros += Math.abs(value) <= 1e-6 * scale ? 1 : 0;
      first += Math.abs(value - values[0]) <= 1e-6 * scale ? 1 : 0;
    }
    double most = values.length * (1 - LEAST_VARIETY);
    if (zeros > most) {
      return zeros + " of " + values.length + " elements are zero";
    }
    return values.length > 1 && first > most
        ? first + " of " + values.length + " elements are " + values[0]
        : null;
  }
}
