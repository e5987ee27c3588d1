package dev.gatun.bench.inspect;

import dev.gatun.Backends;
import dev.gatun.GatunException;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.InputTypes;
import dev.gatun.bench.cli.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a model: its signature, its operators, what it costs, and what the backends make of it. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Shows what a model is made of, what it costs, and what the backends make of it.",
      "Extents that are open in the model count as 1, unless --shape says otherwise.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 a backend would run the model; 1 it is damaged or none would; 2 wrong usage."
    })
public final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "MODEL", description = "An ONNX file.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--shape",
      paramLabel = "NAME=1,3,224,224",
      description = "The shape of an input, where the model leaves it open.")
  private Map<String, String> shapes = new LinkedHashMap<>();

  @Option(names = "--backend", paramLabel = "NAME", description = "Default: the fastest usable.")
  private @Nullable String backend;

  @Option(names = "--steps", description = "Show each step of the plan with its kernel.")
  private boolean steps;

  @Option(names = "--json", description = "Write one JSON object instead of text.")
  private boolean json;

  /**
   * All that is shown.
   *
   * @param model what the file says
   * @param backends what each backend says to it
   * @param plan what the chosen backend makes of it, or null where there is no plan
   * @param noPlan why there is none, or null
   */
  private record Document(
      ModelFacts model,
      List<BackendFacts> backends,
      @Nullable PlanFacts plan,
      @Nullable String noPlan) {}

  @Override
  public Integer call() {
    LoadOptions options = LoadOptions.defaults();
    Path folder = modelFile.toAbsolutePath().getParent();
    if (folder != null) {
      options = options.withExternalData(folder);
    }
    List<UnsupportedOperatorException.Use> unsupported = List.of();
    Model model;
    try {
      model = Model.load(modelFile, options);
    } catch (UnsupportedOperatorException e) {
      unsupported = e.uses();
      model = Model.load(modelFile, options.withUnsupportedAllowed());
    }
    ModelFacts facts = ModelFacts.of(modelFile.toString(), model, unsupported);
    Map<String, Tensor> inputs = inputs(model);
    List<BackendFacts> backends = new ArrayList<>();
    PlanFacts plan = null;
    String noPlan = unsupported.isEmpty() ? null : "the model has unsupported operators";
    String wanted = backend != null ? backend : Backends.fastest().name();
    for (Backends.Found found : Backends.all()) {
      String verdict = "would not run it";
      if (found.usability().usable() && unsupported.isEmpty()) {
        try {
          PlanFacts made = plan(model, inputs, found.name());
          verdict = "runs it";
          plan = found.name().equals(wanted) ? made : plan;
        } catch (GatunException e) {
          verdict = String.valueOf(e.getMessage());
          noPlan = found.name().equals(wanted) ? verdict : noPlan;
        }
      }
      backends.add(
          new BackendFacts(
              found.name(), found.usability().usable(), found.usability().description(), verdict));
    }
    if (plan == null && noPlan == null) {
      noPlan = "backend '" + wanted + "' is not there or not usable";
    }
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(new Document(facts, backends, plan, noPlan)));
    } else {
      InspectText.print(out, facts, backends, plan, noPlan, steps);
    }
    return plan != null ? Failures.OK : Failures.FAILURE;
  }

  private static PlanFacts plan(Model model, Map<String, Tensor> inputs, String backend) {
    SessionOptions options = SessionOptions.defaults().withBackend(backend);
    try (Session session = model.compile(options)) {
      return PlanFacts.of(session.plan(inputs));
    }
  }

  /** Zeros of the wanted shapes; open extents are 1. */
  private Map<String, Tensor> inputs(Model model) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    InputTypes.of(model, shapes, 1)
        .forEach((name, type) -> inputs.put(name, Tensor.allocate(type.dtype(), type.shape())));
    return inputs;
  }
}
