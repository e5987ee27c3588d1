package dev.gatun.bench.compare;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import dev.gatun.BackendException;
import dev.gatun.bench.timing.Quantiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an engine starts in a process of its own; times are milliseconds.
///
/// @param prepareMs what ONNX Runtime's native library took to unpack and load, 0 for others
/// @param loadMs from the file to a model that is ready to run
/// @param runsMs each run from the first one on
/// @param peakRssBytes the most memory that the process had in use, or null where the system does
///   not tell
record Start(double prepareMs, double loadMs, List<Double> runsMs, @Nullable Long peakRssBytes) {
  private static final int TENTH = 10;

  double firstMs() {
    return runsMs.getFirst();
  }

  /// The tenth run, or null where one run takes so long that there were fewer.
  @Nullable Double tenthMs() {
    return runsMs.size() < TENTH ? null : runsMs.get(TENTH - 1);
  }

  /// The runs of the second half, by which the JIT compiler is through.
  Quantiles steady() {
    return Quantiles.of(runsMs.subList(runsMs.size() / 2, runsMs.size()));
  }

  /// Reads what [StartCommand] prints.
  ///
  /// @throws BackendException if it is not that
  static Start read(String json) {
    try {
      Start start = new Gson().fromJson(json, Start.class);
      if (start != null && start.runsMs != null && !start.runsMs.isEmpty()) {
        return start;
      }
    } catch (JsonSyntaxException e) {
      throw new BackendException("a process gave '" + json.strip() + "', required times", e);
    }
    throw new BackendException("a process gave '" + json.strip() + "', required times");
  }
}
