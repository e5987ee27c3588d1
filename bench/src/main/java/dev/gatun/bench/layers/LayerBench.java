package dev.gatun.bench.layers;

import dev.gatun.Tensor;
import dev.gatun.bench.layers.LayersReport.Cell;
import dev.gatun.bench.layers.LayersReport.Row;
import dev.gatun.bench.peer.nativelib.ConvProblem;
import dev.gatun.bench.peer.nativelib.OneDnn;
import dev.gatun.bench.peer.nativelib.OneDnnConvolution;
import dev.gatun.bench.roof.Roof;
import dev.gatun.bench.timing.Quantiles;
import dev.gatun.bench.timing.Schedule;
import dev.gatun.bench.timing.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Measures layers, each with every engine in turns.
///
/// @param oneDnn null where it is not there
/// @param roof of as many threads as take part
/// @param schedule how much is run
/// @param folder for what ONNX Runtime writes
record LayerBench(@Nullable OneDnn oneDnn, Roof roof, Schedule schedule, Path folder) {
  static final String ONE_DNN = "onednn";

  /// Where oneDNN chooses another algorithm than a direct one, its direct one takes part, too.
  static final String ONE_DNN_DIRECT = "onednn-direct";

  /// Measures one layer. All engines' results are compared before.
  Row measure(String network, Layer layer, int count) {
    LayerModel model = LayerModel.of(layer);
    List<LayerEngine> engines = new ArrayList<>();
    try {
      engines.add(GatunLayer.of(model, roof.threads()));
      engines.add(OrtLayer.of(model, roof.threads(), folder));
      ConvProblem problem = model.convolution();
      if (oneDnn != null && problem != null) {
        addOneDnn(oneDnn, problem, engines);
      }
      List<Times> times = LayerTurns.time(engines, schedule);
      List<Cell> cells = new ArrayList<>();
      for (int i = 0; i < engines.size(); i++) {
        double difference = difference(engines.get(i).output(), engines.getFirst().output());
        cells.add(cell(engines.get(i), difference, times.get(i), times.getFirst()));
      }
      double flops = 2.0 * layer.multiplyAdds() / roof.gigaflops() / 1e6;
      double bytes = layer.bytes() / roof.levelOf(layer.bytes()).stream() / 1e6;
      return new Row(
          network,
          roof.threads(),
          layer.title(),
          count,
          layer.multiplyAdds(),
          layer.bytes(),
          Math.max(flops, bytes),
          flops >= bytes ? "compute" : "memory",
          cells);
    } finally {
      engines.forEach(LayerEngine::close);
    }
  }

  private void addOneDnn(OneDnn library, ConvProblem problem, List<LayerEngine> engines) {
    library.setThreads(roof.threads());
    OneDnnConvolution free = OneDnnConvolution.of(library, problem, false);
    engines.add(new OneDnnLayer(ONE_DNN, free));
    OneDnnConvolution direct = OneDnnConvolution.of(library, problem, true);
    if (direct.implementation().equals(free.implementation())) {
      direct.close();
    } else {
      engines.add(new OneDnnLayer(ONE_DNN_DIRECT, direct));
    }
  }

  private static Cell cell(LayerEngine engine, double difference, Times own, Times gatun) {
    Quantiles runs = own.runs();
    Quantiles ratios = gatun.ratios(own);
    return new Cell(
        engine.name(),
        engine.kernel(),
        runs.min(),
        runs.median(),
        difference,
        ratios.median(),
        ratios.min(),
        ratios.at(1));
  }

  /// The largest difference of two results ÷ the root mean square of the second.
  static double difference(Tensor got, Tensor right) {
    float[] a = got.toFloats();
    float[] b = right.toFloats();
    double largest = 0;
    double squares = 0;
    for (int i = 0; i < b.length; i++) {
      double difference = Math.abs(a[i] - b[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
      squares += (double) b[i] * b[i];
    }
    return largest == 0 ? 0 : largest / Math.sqrt(squares / b.length);
  }
}
