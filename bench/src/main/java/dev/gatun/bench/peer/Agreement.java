package dev.gatun.bench.peer;

import dev.gatun.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether two engines say the same of one input: floats in the Euclidean norm of a whole output,
/// indices, decisions and labels exactly.
public final class Agreement {
  /// What a whole network may differ by, as a part of the norm.
  public static final double TOLERANCE = 1e-4;

  private double worst;
  private double max;
  private @Nullable String fault;

  private Agreement() {}

  /// Compares outputs.
  ///
  /// @param got the engine under test
  /// @param required what another engine says
  /// @return how far they are apart
  public static Agreement of(Map<String, Tensor> got, Map<String, Tensor> required) {
    Agreement agreement = new Agreement();
    if (!got.keySet().equals(required.keySet())) {
      agreement.fault = "got outputs " + got.keySet() + ", required " + required.keySet();
      return agreement;
    }
    required.forEach((name, tensor) -> {
      String found = agreement.compare(got.get(name), tensor);
      if (found != null && agreement.fault == null) {
        agreement.fault = "output '" + name + "': " + found;
      }
    });
    return agreement;
  }

  /// The largest relative distance of a float output.
  ///
  /// @return `‖got − required‖ / ‖required‖`, 0 where no output is float
  public double worst() {
    return worst;
  }

  /// The largest distance of an element of a float output, as a part of that output's root mean
  /// square.
  ///
  /// @return `max |got − required| / rms(required)`
  public double max() {
    return max;
  }

  /// What is wrong.
  ///
  /// @return in words, or null where they agree
  public @Nullable String fault() {
    return fault;
  }

  private @Nullable String compare(@Nullable Tensor got, Tensor required) {
    if (got == null || got.dtype() != required.dtype() || !got.shape().equals(required.shape())) {
      return "got " + got + ", required " + required;
    }
    return required.dtype().isFloat() ? floats(got, required) : exact(got, required);
  }

  private @Nullable String floats(Tensor got, Tensor required) {
    double distance = 0;
    double norm = 0;
    double furthest = 0;
    long size = required.shape().size();
    for (long i = 0; i < size; i++) {
      double wanted = required.getDouble(i);
      double apart = got.getDouble(i) - wanted;
      distance += apart * apart;
      norm += wanted * wanted;
      furthest = Math.max(furthest, Math.abs(apart));
    }
    double relative = distance == 0 ? 0 : Math.sqrt(distance / norm);
    worst = Math.max(worst, relative);
    max = Math.max(max, furthest == 0 ? 0 : furthest / Math.sqrt(norm / size));
    return relative <= TOLERANCE
        ? null
        : "got a relative distance of " + relative + ", required " + TOLERANCE + " at most";
  }

  private static @Nullable String exact(Tensor got, Tensor required) {
    for (long i = 0; i < required.shape().size(); i++) {
      if (got.getLong(i) != required.getLong(i)) {
        return "element %d: got %d, required %d".formatted(i, got.getLong(i), required.getLong(i));
      }
    }
    return null;
  }
}
