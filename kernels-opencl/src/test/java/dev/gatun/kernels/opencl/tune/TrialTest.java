package dev.gatun.kernels.opencl.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Backends;
import dev.gatun.Limits;
import dev.gatun.kernels.opencl.RequiresDevice;
import dev.gatun.kernels.opencl.RiggedDevice;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.op.Conv;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import org.junit.jupiter.api.Test;

@RequiresDevice
class TrialTest {
  private static final String START = "  if (s.pointwise) {\n";

  /// The kernel writes only where the first input is not 0, which decides nothing else: the second
  /// time memory would hold what is right.
  @Test
  void whatAnEarlierRunLeftIsNoResult() {
    RiggedDevice rigged =
        RiggedDevice.of((source, options) ->
            source.replace(START, "  if (x[0] == 0.0f) {\n    return;\n  }\n" + START));
    try (Engine host = Backends.named("java").open(new EngineOptions(1, Limits.defaults()));
        OpenDevice device = new OpenDevice(rigged, ProgramCache.off())) {
      Problem.Builder builder = new Problem.Builder();
      float[] x = builder.input("x", 1, 2, 6, 6);
      float[] w = builder.constant("w", 9, 2, 1, 1);
      for (int o = 0; o < 9; o++) {
        w[2 * o] = 0;
      }
      builder.output("y", Conv.of(1, 1), "x w", 1, 9, 6, 6);
      x[0] = 1;
      Problem problem = builder.solvedBy(host, "small");
      try (Trial trial = new Trial(device, Shaping.processor(8), host, problem)) {
        assertTrue(trial.right());
        x[0] = 0;
        assertFalse(trial.right());
        assertEquals(Double.NaN, trial.errors().getFirst());
      }
    }
  }
}
