package dev.gatun.conformance.graphs;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import java.util.List;
import java.util.Objects;

/// Runs models as a user of Gatun would: load, compile, run.
///
/// @param options backend, which must be named, threads, passes
public record BackendRunner(SessionOptions options) implements GraphRunner {
  /// A runner of a backend, else with default options.
  ///
  /// @param backend its name
  /// @return the runner
  public static BackendRunner of(String backend) {
    return new BackendRunner(SessionOptions.defaults().withBackend(backend));
  }

  @Override
  public String name() {
    return Objects.requireNonNull(options.backend(), "a runner's backend is named");
  }

  @Override
  public List<Tensor> run(byte[] model, List<Tensor> inputs) {
    try (Session session = Session.open(Model.parse(model).graph(), options)) {
      return session.run(inputs);
    }
  }
}
