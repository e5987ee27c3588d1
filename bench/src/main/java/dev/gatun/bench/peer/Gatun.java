package dev.gatun.bench.peer;

import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One of Gatun's own backends.
///
/// @param name in tables: `gatun` for the backend that the comparison is about, else the backend's
/// @param backend such as `java`
/// @param loading how files are read
public record Gatun(String name, String backend, LoadOptions loading) implements Peer {

  /// The Java kernels.
  ///
  /// @param loading how files are read
  /// @return the peer `gatun`
  public static Gatun java(LoadOptions loading) {
    return new Gatun("gatun", "java", loading);
  }

  /// The OpenCL kernels.
  ///
  /// @param loading how files are read
  /// @return the peer `opencl`
  public static Gatun openCl(LoadOptions loading) {
    return new Gatun("opencl", "opencl", loading);
  }

  /// The naive loops of the conformance kit, which sum in double and keep each value in its own
  /// type.
  ///
  /// @param loading how files are read
  /// @return the peer `reference`
  public static Gatun reference(LoadOptions loading) {
    return new Gatun("reference", "reference", loading);
  }

  @Override
  public Opened open(Path file, int threads) {
    SessionOptions options = SessionOptions.defaults().withBackend(backend).withThreads(threads);
    return new OpenedSession(Model.load(file, loading).compile(options));
  }

  private record OpenedSession(Session session) implements Opened {
    @Override
    public Call call(Map<String, Tensor> inputs) {
      return new SessionCall(session, inputs);
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private static final class SessionCall implements Call {
    private final Session session;
    private final Arena arena = Arena.ofShared();
    private final Map<String, Tensor> named = new LinkedHashMap<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Tensor> outputs = new ArrayList<>();
    private List<String> outputNames = List.of();

    SessionCall(Session session, Map<String, Tensor> given) {
      this.session = session;
      given.forEach((name, tensor) -> named.put(name, outside(tensor)));
      for (String name : session.inputs().keySet()) {
        Tensor input = named.get(name);
        if (input != null) { // what is missing, the first run says
          inputs.add(input);
        }
      }
    }

    private Tensor outside(Tensor tensor) {
      Tensor copy = Tensor.allocate(tensor.dtype(), tensor.shape(), arena);
      tensor.copyTo(copy);
      return copy;
    }

    @Override
    public void run() {
      if (outputNames.isEmpty()) {
        Map<String, Tensor> first = session.run(named);
        first.values().forEach(output -> outputs.add(outside(output)));
        outputNames = List.copyOf(first.keySet());
      } else {
        session.run(inputs, outputs);
      }
    }

    @Override
    public void warmUp() {
      session.warmUp();
    }

    @Override
    public Map<String, Tensor> outputs() {
      if (outputNames.isEmpty()) {
        throw new IllegalStateException("outputs: nothing was run");
      }
      Map<String, Tensor> copies = new LinkedHashMap<>();
      for (int i = 0; i < outputs.size(); i++) {
        Tensor output = outputs.get(i);
        Tensor copy = Tensor.allocate(output.dtype(), output.shape());
        output.copyTo(copy);
        copies.put(outputNames.get(i), copy);
      }
      return copies;
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
