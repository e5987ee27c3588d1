package dev.gatun.bench.inspect;

import dev.gatun.SessionReport;
import dev.gatun.graph.Cost;
import dev.gatun.graph.Graph;
import dev.gatun.spi.PassReport;
import dev.gatun.spi.PlanReport.StepReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a model on one backend.
 *
 * @param engine what would run it
 * @param inputs the types it was planned for, by name
 * @param multiplyAdds of convolutions and matrix products in one run
 * @param activationBytes planned memory of one execution context
 * @param weightBytes packed weights and other constants that the plan keeps
 * @param passes how often each pass fired, in their order
 * @param steps what runs, in order
 * @param deferred nodes that are planned when data tell their shapes
 */
record PlanFacts(
    String engine,
    Map<String, String> inputs,
    long multiplyAdds,
    long activationBytes,
    long weightBytes,
    Map<String, Integer> passes,
    List<StepReport> steps,
    int deferred) {

  static PlanFacts of(SessionReport report) {
    Graph graph = report.graph();
    Map<String, String> inputs = new LinkedHashMap<>();
    graph.inputs().forEach(name -> inputs.put(name, String.valueOf(graph.type(name))));
    Map<String, Integer> passes = new LinkedHashMap<>();
    for (PassReport pass : report.modelPasses()) {
      passes.merge(pass.name(), pass.fired(), Integer::sum);
    }
    for (PassReport pass : report.planPasses()) {
      passes.merge(pass.name(), pass.fired(), Integer::sum);
    }
    return new PlanFacts(
        report.engine(),
        inputs,
        Cost.multiplyAdds(graph),
        report.plan().activationBytes(),
        report.plan().weightBytes(),
        passes,
        report.plan().steps(),
        report.deferred());
  }
}
