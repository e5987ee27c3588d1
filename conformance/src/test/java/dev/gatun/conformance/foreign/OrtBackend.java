package dev.gatun.conformance.foreign;

import ai.onnxruntime.OrtEnvironment;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;

/**
 * ONNX Runtime as a backend of Gatun: the example of `docs/conformance.md` for an engine that the
 * kit's authors did not write.
 */
public final class OrtBackend implements Backend {
  /** For `ServiceLoader`. */
  public OrtBackend() {}

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public Usability usability() {
    try {
      String version = OrtEnvironment.getEnvironment().getVersion();
      return new Usability(true, -1, "ONNX Runtime " + version + " on the CPU");
    } catch (LinkageError e) {
      return new Usability(false, -1, "ONNX Runtime: its native library does not load: " + e);
    }
  }

  @Override
  public Engine open(EngineOptions options) {
    return new OrtEngine(options);
  }
}
