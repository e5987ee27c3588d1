package dev.gatun.bench.inspect;

import dev.gatun.UnsupportedOperatorException.Use;
import dev.gatun.bench.cli.Table;
import dev.gatun.spi.PlanReport.StepReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints facts as tables. */
final class InspectText {
  private InspectText() {}

  static void print(
      PrintWriter out,
      ModelFacts model,
      List<BackendFacts> backends,
      @Nullable PlanFacts plan,
      @Nullable String noPlan,
      boolean steps) {
    model(out, model);
    if (!model.unsupported().isEmpty()) {
      heading(out, "Unsupported");
      Table table = new Table("operator", "node", "reason");
      for (Use use : model.unsupported()) {
        table.row(use.operator(), use.node(), use.reason());
      }
      table.print(out);
    }
    heading(out, "Backends");
    Table table = new Table("name", "what", "verdict");
    backends.forEach(b -> table.row(b.name(), b.description(), b.verdict()));
    table.print(out);
    if (plan == null) {
      out.println();
      out.println("No plan: " + noPlan);
    } else {
      plan(out, plan, steps);
    }
    if (model.open()) {
      out.println();
      out.println(
          "Open extents of the inputs count as 1 here; --shape NAME=1,3,224,224 gives others.");
    }
  }

  private static void model(PrintWriter out, ModelFacts model) {
    out.println(model.file());
    line(out, "graph", model.name());
    line(out, "producer", model.producer());
    String opsets =
        model.opsets().entrySet().stream()
            .map(opset -> opset.getKey() + " " + opset.getValue())
            .collect(Collectors.joining(", "));
    line(out, "format", "IR " + model.irVersion() + ", opset " + opsets);
    line(out, "nodes", "%,d".formatted(model.nodes()));
    line(out, "parameters", "%,d".formatted(model.parameters()));
    line(out, "weights", bytes(model.weightBytes()));
    model.warnings().forEach(warning -> line(out, "warning", warning));
    heading(out, "Signature");
    Table signature = new Table("", "name", "type");
    model.inputs().forEach((name, type) -> signature.row("input", name, type));
    model.outputs().forEach((name, type) -> signature.row("output", name, type));
    signature.print(out);
    heading(out, "Operators");
    Table operators = new Table("operator", "count");
    model.operators().forEach(operators::row);
    operators.print(out);
  }

  private static void plan(PrintWriter out, PlanFacts plan, boolean steps) {
    heading(out, "Plan");
    line(out, "engine", plan.engine());
    plan.inputs().forEach((name, type) -> line(out, "for " + name, type));
    line(
        out,
        "multiply-adds",
        "%,d (convolutions and matrix products)".formatted(plan.multiplyAdds()));
    line(out, "activations", bytes(plan.activationBytes()) + " planned");
    line(out, "weights", bytes(plan.weightBytes()) + " as packed");
    line(out, "steps", "%,d".formatted(plan.steps().size()));
    if (plan.deferred() > 0) {
      line(out, "deferred", "%,d nodes, until data tell their shapes".formatted(plan.deferred()));
    }
    heading(out, "Passes");
    Table passes = new Table("pass", "fired");
    for (Map.Entry<String, Integer> pass : plan.passes().entrySet()) {
      if (pass.getValue() > 0) {
        passes.row(pass.getKey(), pass.getValue());
      }
    }
    passes.print(out);
    if (steps) {
      heading(out, "Steps");
      Table table = new Table("node", "operator", "kernel", "output");
      for (StepReport step : plan.steps()) {
        table.row(step.node(), step.operator(), step.kernel(), step.output());
      }
      table.print(out);
    }
  }

  private static void heading(PrintWriter out, String text) {
    out.println();
    out.println(text);
  }

  private static void line(PrintWriter out, String key, String value) {
    if (!value.isEmpty()) {
      out.println("  %-14s %s".formatted(key, value));
    }
  }

  private static String bytes(long bytes) {
    if (bytes < 10_000) {
      return "%,d bytes".formatted(bytes);
    }
    return bytes < 10_000_000 ? "%,d KiB".formatted(bytes >> 10) : "%,d MiB".formatted(bytes >> 20);
  }
}
