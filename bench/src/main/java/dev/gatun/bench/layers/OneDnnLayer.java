package dev.gatun.bench.layers;

import dev.gatun.Tensor;
import dev.gatun.bench.peer.nativelib.OneDnnConvolution;
import java.util.ArrayList;
import java.util.List;

/// oneDNN's convolution, by the clock around it: operands lie in its own layouts.
final class OneDnnLayer implements LayerEngine {
  private final String name;
  private final OneDnnConvolution conv;
  private final Tensor output;
  private final List<Double> times = new ArrayList<>();

  /// Runs a convolution once.
  ///
  /// @param name of the engine
  /// @param conv which this layer closes
  OneDnnLayer(String name, OneDnnConvolution conv) {
    this.name = name;
    this.conv = conv;
    conv.run();
    output = conv.output();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    conv.run();
    times.add((System.nanoTime() - start) / 1e6);
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public List<Double> finish() {
    return List.copyOf(times);
  }

  @Override
  public String kernel() {
    return conv.implementation();
  }

  @Override
  public void close() {
    conv.close();
  }
}
