package dev.gatun.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatun.GatunException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import java.nio.ByteBuffer;

/// Whatever bytes a model file holds, loading it gives a model or a [GatunException], and so does
/// compiling what was loaded. Jazzer looks for bytes that break this: `mvn -Pfuzz -pl conformance
/// -am test`. The build replays the corpus beside this class.
class ModelFuzzTest {
  /// Small, so that a fuzzer's bombs end in a limit at once.
  private static final Limits LIMITS =
      new Limits(1 << 20, 512, 8, 1 << 14, 1 << 20, 1 << 18, 16, 64);

  @FuzzTest
  void load(byte[] file) {
    try {
      Model model =
          Model.parse(ByteBuffer.wrap(file), LoadOptions.defaults().withLimits(LIMITS));
      try (Session session =
          model.compile(
              SessionOptions.defaults()
                  .withBackend("reference")
                  .withThreads(1)
                  .withLimits(LIMITS))) {
        session.plans();
      }
    } catch (GatunException e) {
      Promise.requireWords(e);
    }
  }
}
