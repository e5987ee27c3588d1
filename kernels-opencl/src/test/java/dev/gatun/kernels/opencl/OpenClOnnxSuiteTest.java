package dev.gatun.kernels.opencl;

import dev.gatun.Limits;
import dev.gatun.conformance.contract.OnnxSuiteContract;
import dev.gatun.conformance.suite.PassList;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The OpenCL backend on ONNX's own suites. With the host's help it passes what the Java backend
/// passes.
@RequiresDevice
class OpenClOnnxSuiteTest extends OnnxSuiteContract {
  private static @Nullable Engine kept;

  /// Each case is a session; while one is open, programs stay compiled for the others.
  @BeforeAll
  static void compileOnce() {
    kept = new OpenClBackend().open(new EngineOptions(1, Limits.defaults()));
  }

  @AfterAll
  static void close() {
    if (kept != null) {
      kept.close();
    }
  }

  @Override
  protected String backend() {
    return "opencl";
  }

  @Override
  protected Set<String> mustPass() {
    return PassList.committed().cases("java");
  }
}
