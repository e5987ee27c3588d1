package dev.gatun.kernels.opencl.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Backends;
import dev.gatun.Limits;
import dev.gatun.kernels.opencl.RequiresDevice;
import dev.gatun.kernels.opencl.RiggedDevice;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a device computes wrongly is found and left out.
@RequiresDevice
class ProbeTest {
  private static final Tile WIDE = Tile.registers(4, 2);
  private static final Tile NARROW = Tile.registers(8, 1);
  private static final Shaping SHAPING = Shaping.processor(8).withTiles(List.of(WIDE, NARROW));
  private static final String ONLY_WIDE = "-DROWS=4 -DOV=2";

  private static Probe.Result probe(Shaping shaping, BinaryOperator<String> edit) {
    try (Engine host = Backends.named("java").open(new EngineOptions(1, Limits.defaults()));
        OpenDevice device = new OpenDevice(RiggedDevice.of(edit), ProgramCache.off())) {
      return Probe.of(device, shaping, host);
    }
  }

  private static List<String> wrong(Probe.Result result) {
    return result.verdicts().stream().filter(v -> !v.right()).map(Verdict::name).toList();
  }

  @Test
  void whatIsShippedIsRight() {
    for (Shaping shaping : List.of(Shaping.graphics(), Shaping.processor(8))) {
      Probe.Result result = probe(shaping, (source, options) -> source);
      assertEquals(List.of(), wrong(result));
      assertEquals("", result.unusable());
      assertEquals(shaping, result.shaping());
    }
  }

  @Test
  void aTileThatIsWrongIsLeftOut() {
    Probe.Result result =
        probe(
            SHAPING,
            (source, options) ->
                options.contains(ONLY_WIDE)
                    ? source.replace("fma(a, k[v], sum[i][v])", "fma(a, k[0], sum[i][v])")
                    : source);
    assertEquals(List.of("conv4x2v8"), wrong(result));
    assertEquals(List.of(NARROW), result.shaping().tiles());
    assertEquals("", result.unusable());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multiply(sum, from, weights, s->inC)| multiply(sum, from, weights, s->inC - 1)",
        "multiply(sum, from, weights, length)| multiply(sum, from, weights, length - 1)",
        "finish_whole(sum, first, group, o, bias| finish_whole(sum, first, group, o, residual",
        "finish_parts(tile, first, group, o, bias| finish_parts(tile, first, group, o, residual"
      })
  void eachPathOfATileIsAsked(String path, String planted) {
    Probe.Result result =
        probe(
            SHAPING,
            (source, options) ->
                options.contains(ONLY_WIDE) ? source.replace(path, planted) : source);
    assertEquals(List.of("conv4x2v8"), wrong(result));
  }

  @Test
  void aTileThatCannotBeBuiltIsLeftOut() {
    Probe.Result result =
        probe(
            SHAPING,
            (source, options) -> {
              if (options.contains(ONLY_WIDE)) {
                throw new ClException("clBuildProgram", -11, "CL_BUILD_PROGRAM_FAILURE", "no");
              }
              return source;
            });
    assertEquals(List.of("conv4x2v8"), wrong(result));
    assertTrue(result.verdicts().getFirst().reason().contains("CL_BUILD_PROGRAM_FAILURE"));
    assertEquals(List.of(NARROW), result.shaping().tiles());
  }

  @Test
  void aResultThatIsNotWrittenIsNoResult() {
    Probe.Result result =
        probe(
            SHAPING,
            (source, options) ->
                options.contains(ONLY_WIDE)
                    ? source.replace("first + i < s->pixels", "first + i < s->pixels - 1")
                    : source);
    assertEquals(List.of("conv4x2v8"), wrong(result));
    assertTrue(Double.isNaN(result.verdicts().getFirst().error()));
  }

  @Test
  void withoutTilesADeviceIsUnusable() {
    Probe.Result result =
        probe(SHAPING, (source, options) -> source.replace("fma(a, k[v]", "fma(a + a, k[v]"));
    assertEquals(List.of("conv4x2v8", "conv8x1v8"), wrong(result));
    assertTrue(result.unusable().startsWith("no convolution is right: conv"), result.unusable());
  }

  @Test
  void aTransformThatIsWrongIsLeftOut() {
    Probe.Result result =
        probe(
            SHAPING,
            (source, options) ->
                source.contains("void winograd_output")
                    ? source.replace("winograd_input", "winograd_gone")
                    : source);
    assertEquals(List.of("winograd4x4"), wrong(result));
    assertEquals(Shaping.Winograd.NEVER, result.shaping().winograd());
    assertEquals("", result.unusable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"depthwise(", "pool_max(", "softmax_row(", "binary(", "finish(INPUT sum"})
  void aKernelThatIsWrongMakesADeviceUnusable(String kernel) {
    Probe.Result result =
        probe(
            SHAPING,
            (source, options) ->
                source.contains("__kernel void " + kernel)
                    ? source.replace(
                        "#define STORE",
                        "#define STORE(v, i, p) JOIN(vstore, V)((v) + 0.5f, i, p)\n#define STORED")
                    : source);
    assertFalse(result.unusable().isEmpty(), kernel);
  }
}
