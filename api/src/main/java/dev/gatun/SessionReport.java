package dev.gatun;

import dev.gatun.graph.Graph;
import dev.gatun.spi.PassReport;
import dev.gatun.spi.PlanReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a model for one input signature, for `inspect` and `profile`.
///
/// @param engine what runs, such as `java: Vector API 512 bits, 2 threads`
/// @param graph what the backend compiled: optimised, every type concrete
/// @param modelPasses what the passes did to the model before any input's shape was known
/// @param planPasses what they did once the shapes were known
/// @param plan the backend's steps and memory
/// @param deferred nodes that are not in this plan, since shapes before them depend on data
/// @param next the same for what follows where shapes depend on data, as it was last run; null
///   where nothing follows or nothing was run yet
public record SessionReport(
    String engine,
    Graph graph,
    List<PassReport> modelPasses,
    List<PassReport> planPasses,
    PlanReport plan,
    int deferred,
    @Nullable SessionReport next) {
  /// Copies the lists.
  public SessionReport {
    modelPasses = List.copyOf(modelPasses);
    planPasses = List.copyOf(planPasses);
  }
}
