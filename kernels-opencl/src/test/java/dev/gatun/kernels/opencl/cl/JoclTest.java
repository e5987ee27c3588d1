package dev.gatun.kernels.opencl.cl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.kernels.opencl.ForkedJvm;
import dev.gatun.kernels.opencl.RequiresDevice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A driver that replaces the JVM's signal handlers, as PoCL does, in a JVM of its own: it does so
/// once.
@RequiresDevice
class JoclTest {
  private static final List<String> NATIVE = List.of("--enable-native-access=ALL-UNNAMED");

  @Test
  void divisionByZeroIsNoticedAfterADriverWasAsked() throws Exception {
    ForkedJvm jvm = ForkedJvm.main(Map.of(), NATIVE, Builds.class, "divide");
    assertEquals(List.of("true"), jvm.after("thrown"), jvm::output);
  }

  /// Threads in loops meet each collection with a SIGSEGV.
  @Test
  void programsAreBuiltWhileGarbageIsCollected() throws Exception {
    ForkedJvm jvm = ForkedJvm.main(Map.of(), NATIVE, Builds.class, "collect");
    assertEquals(List.of("0"), jvm.after("failed"), jvm::output);
  }
}
