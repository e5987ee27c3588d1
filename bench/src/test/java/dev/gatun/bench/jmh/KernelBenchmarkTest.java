package dev.gatun.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.bench.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelBenchmarkTest {
  static List<KernelCase> cases() {
    return List.of(
        KernelCase.conv("16x9-k3s2-32"),
        KernelCase.depthwise("32x9-k5s1"),
        KernelCase.pool("16x9-k3s2", true),
        KernelCase.pool("16x9-k3s2", false),
        KernelCase.globalAverage("32x7"),
        KernelCase.sum("16x5"),
        KernelCase.product("7x20x30", true),
        KernelCase.product("7x20x30", false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCaseGivesWhatTheReferenceGives(KernelCase kernel) {
    SessionOptions options = SessionOptions.defaults().withThreads(1);
    KernelCase.Copy java = kernel.copy(3, options.withBackend("java"));
    KernelCase.Copy reference = kernel.copy(3, options.withBackend("reference"));
    try (var one = java.session();
        var other = reference.session()) {
      java.run();
      assertEquals(1, one.outputs().size());
      assertEquals(1, other.outputs().size());
      assertArrayEquals(
          reference.outputs().getFirst().toFloats(), java.outputs().getFirst().toFloats(), 1e-4f);
    }
  }

  @Test
  void textsTellShapes() {
    KernelCase conv = KernelCase.conv("3x224-k7s2-64");
    assertEquals(List.of(Shape.of(1, 3, 224, 224)), conv.inputs());
    assertEquals(List.of(Shape.of(64, 3, 7, 7), Shape.of(64)), conv.weights());
    assertEquals(4 * (64 * 3 * 49 + 64), conv.weightBytes());
    KernelCase product = KernelCase.product("2x3x4", true);
    assertEquals(List.of(Shape.of(2, 4)), product.inputs());
    assertEquals(List.of(Shape.of(4, 3)), product.weights());
  }

  static Stream<Function<String, KernelCase>> parsers() {
    return Stream.of(
        KernelCase::conv,
        KernelCase::depthwise,
        KernelCase::globalAverage,
        KernelCase::sum,
        text -> KernelCase.pool(text, true),
        text -> KernelCase.product(text, true));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void otherTextsAreRefused(Function<String, KernelCase> parser) {
    for (String text : new String[] {"", "64", "64x56-k3", "axb", "64x56-k3s1-64-1"}) {
      UsageException e = assertThrows(UsageException.class, () -> parser.apply(text));
      assertTrue(String.valueOf(e.getMessage()).contains("required"), e.getMessage());
    }
  }

  @Test
  void coldCopiesAreLargerThanTheCachesTogether() {
    ElementwiseBenchmark benchmark = new ElementwiseBenchmark();
    benchmark.shape = "64x16"; // 3 × 64 KiB
    benchmark.cache = KernelBenchmark.Cache.COLD;
    benchmark.coldMiB = 1;
    benchmark.setUp();
    assertEquals(6, benchmark.copies());
    for (int i = 0; i < 7; i++) {
      benchmark.run();
    }
    benchmark.tearDown();
    assertEquals(0, benchmark.copies());
  }

  @Test
  void hotIsOneModel() {
    GemmBenchmark benchmark = new GemmBenchmark();
    benchmark.shape = "4x4x4";
    benchmark.setUp();
    assertEquals(1, benchmark.copies());
    benchmark.run();
    benchmark.run();
    benchmark.tearDown();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ConvBenchmark.class,
        DepthwiseBenchmark.class,
        PoolBenchmark.class,
        GlobalAverageBenchmark.class,
        ElementwiseBenchmark.class,
        GemmBenchmark.class
      })
  void theHarnessKnowsTheBenchmark(Class<?> benchmark) throws IOException {
    try (InputStream list = benchmark.getResourceAsStream("/META-INF/BenchmarkList")) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.contains(benchmark.getName()), benchmark::getName);
    }
  }
}
