package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.BackendException;
import dev.gatun.DType;
import dev.gatun.DeviceException;
import dev.gatun.Limits;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.op.Conv;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a device, its driver and its loader may do wrong ends in one kind of exception, and nothing
/// stays open.
class FaultsTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final EngineOptions OPTIONS = new EngineOptions(1, Limits.defaults());
  private static final Shape IMAGE = Shape.of(1, 8, 12, 12);

  /// Of what the fake does wrongly, some thousand lines; held, since loggers are collected.
  private static final Logger LOG = Logger.getLogger("dev.gatun.kernels.opencl.Choice");

  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void restore() {
    LOG.setLevel(null);
  }

  private static TensorType type(long... extents) {
    return new TensorType(
        DType.FLOAT32, java.util.Arrays.stream(extents).mapToObj(Dim::of).toList());
  }

  /// Three convolutions in a row: blocks that are and are not needed at the same time.
  private static Graph graph() {
    Tensor weights = Tensor.allocate(DType.FLOAT32, Shape.of(8, 8, 1, 1));
    TensorType image = type(1, 8, 12, 12);
    return new Graph(
        "row",
        List.of(
            new Node("first", Conv.of(1, 1), List.of("x", "w"), List.of("a")),
            new Node("second", Conv.of(1, 1), List.of("a", "w"), List.of("b")),
            new Node("third", Conv.of(1, 1), List.of("b", "w"), List.of("y"))),
        List.of("x"),
        List.of("y"),
        Map.of("x", image, "a", image, "b", image, "y", image, "w", type(8, 8, 1, 1)),
        Map.of("w", weights));
  }

  /// Without a probe: calls are counted, and the fake would not pass.
  private static OpenClBackend backend(FakeCl cl) {
    return backend(cl, false);
  }

  private static OpenClBackend backend(FakeCl cl, boolean probed) {
    Devices devices = Devices.find(() -> cl, null);
    return new OpenClBackend(() -> devices, ProgramCache.off(), probed);
  }

  private static void openCompileRun(OpenClBackend backend) {
    try (Engine engine = backend.open(OPTIONS)) {
      engine.warmUp();
      try (Executable plan = engine.compile(graph())) {
        Tensor x = Tensor.allocate(DType.FLOAT32, IMAGE);
        Tensor y = Tensor.allocate(DType.FLOAT32, IMAGE);
        plan.run(List.of(x), List.of(y));
        plan.run(List.of(x), List.of(y));
        plan.profile(List.of(x), List.of(y), new long[plan.report().steps().size() + 1]);
      }
    }
  }

  @Test
  void eachCallMayFail() {
    FakeCl cl = new FakeCl(GIBIBYTE);
    OpenClBackend backend = backend(cl);
    cl.failIn(0);
    openCompileRun(backend);
    int calls = cl.calls();
    assertTrue(calls > 40, () -> "calls " + calls);
    assertEquals(0, cl.open());
    for (int call = 1; call <= calls; call++) {
      cl.failIn(call);
      DeviceException e = assertThrows(DeviceException.class, () -> openCompileRun(backend));
      assertTrue(e.getMessage().contains("CL_OUT_OF_RESOURCES (-5)"), e.getMessage());
      assertEquals(0, cl.open(), "left open after failure of call " + call);
    }
  }

  /// A plan whose device failed once runs again, with other memory: the device may still write to
  /// what the failed run had.
  @Test
  void aFailedRunHarmsNoOther() {
    FakeCl cl = new FakeCl(GIBIBYTE);
    try (Engine engine = backend(cl).open(OPTIONS);
        Executable plan = engine.compile(graph())) {
      Tensor x = Tensor.allocate(DType.FLOAT32, IMAGE);
      cl.failIn(1); // the run has no queue yet
      assertThrows(DeviceException.class, () -> plan.run(List.of(x), List.of(x)));
      plan.run(List.of(x), List.of(x));
      int open = cl.open();
      cl.failIn(2); // after the upload
      assertThrows(DeviceException.class, () -> plan.run(List.of(x), List.of(x)));
      assertTrue(cl.open() < open, "the failed run gave nothing back");
      plan.run(List.of(x), List.of(x));
    }
    assertEquals(0, cl.open());
  }

  /// An image takes 4608 bytes; an arena for two does not fit, two pieces do.
  @Test
  void memoryIsAllocatedInPiecesWhereOneIsTooLarge() {
    FakeCl cl = new FakeCl(5000);
    openCompileRun(backend(cl));
    assertEquals(4608, cl.largestAllocated);
    assertEquals(0, cl.open());
  }

  @Test
  void aBlockThatTheDeviceNeverAllocatesIsRefused() {
    FakeCl cl = new FakeCl(4500);
    DeviceException e = assertThrows(DeviceException.class, () -> openCompileRun(backend(cl)));
    assertTrue(e.getMessage().contains("CL_INVALID_BUFFER_SIZE (-61)"), e.getMessage());
    assertEquals(0, cl.open());
  }

  /// The fake computes nothing.
  @Test
  void aDeviceThatComputesWronglyIsAskedOnce() {
    FakeCl cl = new FakeCl(GIBIBYTE);
    OpenClBackend backend = backend(cl, true);
    assertTrue(backend.usability().usable());
    DeviceException e = assertThrows(DeviceException.class, () -> backend.open(OPTIONS));
    assertTrue(e.getMessage().contains("no convolution is right"), e.getMessage());
    assertEquals(0, cl.open());
    assertFalse(backend.usability().usable());
    assertTrue(backend.usability().description().startsWith("Fake device: no convolution"));
    cl.failIn(0);
    assertThrows(DeviceException.class, () -> backend.open(OPTIONS));
    assertEquals(0, cl.calls(), "the answer is kept");
  }

  @Test
  void aProbeThatFailsLeavesNothingOpen() {
    FakeCl cl = new FakeCl(GIBIBYTE);
    assertThrows(DeviceException.class, () -> backend(cl, true).open(OPTIONS));
    int calls = cl.calls();
    assertTrue(calls > 100, () -> "calls " + calls);
    for (int call = 2; call <= calls; call++) { // 1 finds the device
      OpenClBackend backend = backend(cl, true);
      backend.usability();
      cl.failIn(call - 1);
      assertThrows(DeviceException.class, () -> backend.open(OPTIONS));
      assertEquals(0, cl.open(), "left open after failure of call " + call);
    }
  }

  private static void requireUnusable(String reason, Supplier<dev.gatun.kernels.opencl.cl.Cl> cl) {
    Devices devices = Devices.find(cl, null);
    OpenClBackend backend = new OpenClBackend(() -> devices, ProgramCache.off(), false);
    assertFalse(backend.usability().usable());
    assertEquals(reason, backend.usability().description());
    BackendException e = assertThrows(BackendException.class, () -> backend.open(OPTIONS));
    assertEquals("open backend opencl: not usable: " + reason, e.getMessage());
  }

  @Test
  void nothingInstalledIsSaid() {
    requireUnusable(
        "OpenCL: clGetPlatformIDs gave CL_OUT_OF_HOST_MEMORY (-6)",
        () -> {
          throw new ClException("clGetPlatformIDs", -6, "CL_OUT_OF_HOST_MEMORY", "");
        });
    requireUnusable(
        "OpenCL cannot be loaded: java.lang.UnsatisfiedLinkError: no libOpenCL",
        () -> {
          throw new UnsatisfiedLinkError("no libOpenCL\nand a stack trace");
        });
    requireUnusable(
        "OpenCL cannot be loaded: this JVM refuses native access; add"
            + " --enable-native-access=ALL-UNNAMED to the command line",
        () -> {
          throw new UnsatisfiedLinkError("JOCL\nIllegal native access from an unnamed module");
        });
  }

  @Test
  void anUnknownDeviceIsSaid() {
    Devices devices = Devices.find(() -> new FakeCl(GIBIBYTE), "none such");
    assertEquals(
        "got gatun.opencl.device=none such, required a part of one of ['Fake device']",
        devices.reason());
    Devices named = Devices.find(() -> new FakeCl(GIBIBYTE), "FAKE");
    assertEquals("the first with 'FAKE' in its name", named.reason());
    assertNotNull(named.chosen());
  }
}
