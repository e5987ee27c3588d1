package dev.gatun.bench.layers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.gatun.BackendException;
import dev.gatun.Tensor;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// ONNX Runtime's kernels, by its own profile.
final class OrtLayer implements LayerEngine {
  static final String NAME = "ort";

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Tensor output;
  private String kernel = "";
  private boolean profiling = true;

  private OrtLayer(OrtEnvironment environment, OrtSession session, Map<String, Tensor> given)
      throws OrtException {
    this.session = session;
    for (Map.Entry<String, Tensor> input : given.entrySet()) {
      inputs.put(input.getKey(), feed(environment, input.getValue()));
    }
    try (OrtSession.Result first = session.run(inputs)) {
      output = read((OnnxTensor) first.get(0));
    }
  }

  /// Prepares a layer.
  ///
  /// @param folder for the profile
  /// @throws BackendException if ONNX Runtime is not there or fails
  static OrtLayer of(LayerModel model, int threads, Path folder) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.enableProfiling(folder.resolve("layer").toString());
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession session = environment.createSession(model.bytes(), options);
      return new OrtLayer(environment, session, model.inputs());
    } catch (OrtException e) {
      throw failure(e);
    } catch (LinkageError e) {
      throw new BackendException("ONNX Runtime: its native library does not load here", e);
    }
  }

  /// The library's version.
  ///
  /// @throws BackendException if it does not load
  static String version() {
    try {
      return OrtEnvironment.getEnvironment().getVersion();
    } catch (LinkageError e) {
      throw new BackendException("ONNX Runtime: its native library does not load here", e);
    }
  }

  private static BackendException failure(OrtException e) {
    return new BackendException("ONNX Runtime: " + e.getMessage(), e);
  }

  private static OnnxTensor feed(OrtEnvironment environment, Tensor tensor) throws OrtException {
    int size = Math.toIntExact(tensor.data().byteSize());
    ByteBuffer buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    MemorySegment.ofBuffer(buffer).copyFrom(tensor.data());
    return OnnxTensor.createTensor(environment, buffer.asFloatBuffer(), tensor.shape().toArray());
  }

  private static Tensor read(OnnxTensor value) {
    return Tensor.of(value.getFloatBuffer(), value.getInfo().getShape());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run() {
    try {
      session.run(inputs).close();
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public List<Double> finish() {
    try {
      profiling = false;
      Path file = Path.of(session.endProfiling());
      OrtProfile profile;
      try (Reader text = Files.newBufferedReader(file)) {
        profile = OrtProfile.read(text);
      }
      Files.delete(file);
      kernel = String.join(" + ", profile.kernels());
      return profile.times().subList(1, profile.times().size()); // the first made the output
    } catch (OrtException e) {
      throw failure(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kernel() {
    return kernel;
  }

  @Override
  public void close() {
    try {
      if (profiling) {
        Files.deleteIfExists(Path.of(session.endProfiling()));
      }
      OnnxValue.close(inputs.values());
      session.close();
    } catch (OrtException e) {
      throw failure(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
