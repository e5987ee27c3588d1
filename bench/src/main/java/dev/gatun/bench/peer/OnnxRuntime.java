package dev.gatun.bench.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.gatun.BackendException;
import dev.gatun.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// ONNX Runtime's CPU kernels through its own Java API, all its optimisations on, as they are by
/// default. Inputs lie in direct buffers, outputs are pinned: what a user would do who wants speed.
public final class OnnxRuntime implements Peer {
  /// Makes the peer; the native library is loaded when a file is opened.
  public OnnxRuntime() {}

  /// The library's version.
  ///
  /// @return such as `1.29.0`
  /// @throws BackendException if the library does not load here
  public static String version() {
    return environment().getVersion();
  }

  private static OrtEnvironment environment() {
    try {
      return OrtEnvironment.getEnvironment();
    } catch (LinkageError e) {
      throw new BackendException("ONNX Runtime: its native library does not load here", e);
    }
  }

  @Override
  public String name() {
    return "ort";
  }

  @Override
  public Opened open(Path file, int threads) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return new OpenedSession(environment, environment.createSession(file.toString(), options));
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  static BackendException failure(OrtException e) {
    return new BackendException("ONNX Runtime: " + e.getMessage(), e);
  }

  private record OpenedSession(OrtEnvironment environment, OrtSession session) implements Opened {
    @Override
    public Call call(Map<String, Tensor> inputs) {
      Map<String, OnnxTensor> given = new LinkedHashMap<>();
      try {
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
          given.put(input.getKey(), OrtTensors.of(environment, input.getValue()));
        }
        return new SessionCall(session, given);
      } catch (OrtException e) {
        OnnxValue.close(given.values());
        throw failure(e);
      }
    }

    @Override
    public void close() {
      try {
        session.close();
      } catch (OrtException e) {
        throw failure(e);
      }
    }
  }

  private static final class SessionCall implements Call {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxValue> outputs = new LinkedHashMap<>();
    private OrtSession.@Nullable Result first;

    SessionCall(OrtSession session, Map<String, OnnxTensor> inputs) {
      this.session = session;
      this.inputs = inputs;
    }

    @Override
    public void run() {
      try {
        if (first == null) {
          OrtSession.Result result = session.run(inputs);
          first = result;
          result.forEach(output -> outputs.put(output.getKey(), output.getValue()));
        } else {
          session.run(inputs, outputs).close(); // frees no pinned output
        }
      } catch (OrtException e) {
        throw failure(e);
      }
    }

    @Override
    public Map<String, Tensor> outputs() {
      if (first == null) {
        throw new IllegalStateException("outputs: nothing was run");
      }
      Map<String, Tensor> copies = new LinkedHashMap<>();
      outputs.forEach((name, output) -> copies.put(name, OrtTensors.read(name, output)));
      return copies;
    }

    @Override
    public void close() {
      OnnxValue.close(inputs.values());
      if (first != null) {
        first.close();
      }
    }
  }
}
