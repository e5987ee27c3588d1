package dev.gatun.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatun.GatunException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.conformance.hostile.FencedRun;
import java.nio.ByteBuffer;
import java.util.List;

/// Whatever bytes a model file holds, loading it gives a model or a [GatunException]; a model is
/// compiled and run between canaries, for which the same holds. Jazzer looks for bytes that break
/// this: `mvn -Pfuzz -pl conformance -am test`. The build replays the corpus beside this class.
class ModelFuzzTest {
  /// Small, so that a fuzzer's bombs end in a limit at once.
  private static final Limits LIMITS =
      new Limits(1 << 20, 512, 8, 1 << 14, 1 << 20, 1 << 18, 16, 64);

  private static final LoadOptions OPTIONS = LoadOptions.defaults().withLimits(LIMITS);
  private static final FencedRun RUN = new FencedRun(List.of("reference"));

  @FuzzTest
  void load(byte[] file) {
    Model model;
    try {
      model = Model.parse(ByteBuffer.wrap(file), OPTIONS);
    } catch (GatunException e) {
      Promise.requireWords(e);
      return;
    }
    assertNull(RUN.run(model, 0).problem());
  }
}
