package dev.gatun.bench.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.bench.layers.Layer.From;
import dev.gatun.bench.layers.Layer.Operand;
import dev.gatun.bench.layers.LayersReport.Cell;
import dev.gatun.bench.layers.LayersReport.Row;
import dev.gatun.bench.peer.nativelib.NativeFolder;
import dev.gatun.bench.peer.nativelib.OneDnn;
import dev.gatun.bench.roof.Roof;
import dev.gatun.bench.timing.Schedule;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.MatMul;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerBenchTest {
  @TempDir private Path folder = Path.of("");

  private static Operand layer(long... dims) {
    return new Operand(From.LAYER, Shape.of(dims));
  }

  private static Operand file(long... dims) {
    return new Operand(From.FILE, Shape.of(dims));
  }

  static Stream<Layer> layers() {
    Window two = Window.of(2, 2).withStride(2);
    Window three = Window.of(3, 3).withStride(2).withPad(1);
    Shape map = Shape.of(1, 32, 6, 6);
    return Stream.of(
        new Layer(
            Conv.of(3, 3).withPad(1).withActivation(Activation.RELU),
            List.of(layer(1, 16, 6, 6), file(32, 16, 3, 3), file(32), layer(1, 32, 6, 6)),
            map),
        new Layer(
            Conv.of(3, 3).withPad(1).withGroups(32).withActivation(Activation.clip(0, 6)),
            List.of(layer(1, 32, 6, 6), file(32, 1, 3, 3), file(32)),
            map),
        new Layer(Conv.of(1, 1), List.of(layer(1, 16, 6, 6), file(32, 16, 1, 1)), map),
        new Layer(Pool.max(three), List.of(layer(1, 32, 11, 11)), map),
        new Layer(
            new Pool(Pool.Kind.AVERAGE, two, true, false, 0, false),
            List.of(layer(1, 32, 11, 12)),
            map),
        new Layer(
            new GlobalPool(Pool.Kind.AVERAGE, 0),
            List.of(layer(1, 32, 6, 6)),
            Shape.of(1, 32, 1, 1)),
        new Layer(Binary.of(Binary.Kind.ADD), List.of(layer(1, 32, 6, 6), layer(1, 32, 6, 6)), map),
        new Layer(
            new Gemm(1, 1, false, true, Activation.RELU),
            List.of(layer(1, 40), file(30, 40), file(30)),
            Shape.of(1, 30)),
        new Layer(
            new MatMul(Activation.NONE),
            List.of(layer(1, 40), file(40, 30), file(30)),
            Shape.of(1, 30)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void everyEngineRunsTheLayerAndAgreesWithTheReference(Layer layer) {
    OneDnn oneDnn =
        System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64")
            ? OneDnn.open(NativeFolder.standard())
            : null;
    Roof roof = new Roof(1, 100, List.of(new Roof.Level("DRAM", Long.MAX_VALUE, 1, 10, 10, 10)));
    LayerBench bench = new LayerBench(oneDnn, roof, new Schedule(0, 2, 0, 0), folder);
    Row row = bench.measure("net", layer, 3);
    boolean conv = layer.op() instanceof Conv;
    assertEquals(conv && oneDnn != null ? 3 : 2, row.engines().size(), row::toString);
    for (Cell cell : row.engines()) {
      assertTrue(cell.difference() < 1e-5, row::toString);
      assertTrue(cell.medianMs() > 0 && cell.minMs() <= cell.medianMs(), row::toString);
      assertFalse(cell.kernel().isEmpty(), row::toString);
      assertFalse(cell.kernel().contains("eorder"), row::toString);
    }
    assertEquals(1, row.engines().getFirst().ratio());
    double floor = Math.max(2e-6 * row.multiplyAdds() / 100, 1e-6 * row.bytes() / 10);
    assertEquals(floor, row.floorMs(), 1e-12);
    assertArrayEquals(new String[0], folder.toFile().list());

    LayerModel model = LayerModel.of(layer);
    Tensor expected = run(model, "reference");
    assertTrue(LayerBench.difference(run(model, "java"), expected) < 1e-5);
  }

  private static Tensor run(LayerModel model, String backend) {
    SessionOptions options = SessionOptions.defaults().withBackend(backend).withThreads(1);
    try (Session session = Model.parse(model.bytes()).compile(options)) {
      return session.run(List.copyOf(model.inputs().values())).getFirst();
    }
  }

  @Test
  void theDifferenceIsTheLargestInUnitsOfTheResult() {
    Tensor right = Tensor.of(new float[] {3, -3, 3, -3}, 4);
    assertEquals(0, LayerBench.difference(right, right));
    assertEquals(
        0.5, LayerBench.difference(Tensor.of(new float[] {3, -3, 4.5f, -4}, 4), right), 1e-6);
    assertEquals(
        Double.POSITIVE_INFINITY,
        LayerBench.difference(Tensor.of(new float[] {Float.NaN, 0, 0, 0}, 4), right));
  }
}
