package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.classification.GoogLeNet;
import dev.gatun.conformance.zoo.detection.Priors.Extent;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Szegedy, Reed, Erhan, Anguelov and Ioffe, *Scalable, High-Quality Object Detection*, 2014:
/// MSC-MultiBox, which proposes boxes that hold something and leaves the naming to a second
/// network. Its 1,420 priors stand on six grids; SSD got its default boxes and half its name here.
///
/// The base is an Inception network; here it is GoogLeNet (Szegedy et al., *Going Deeper with
/// Convolutions*, 2014) on 256 × 256 pixels, which makes the 8 × 8 cells that the heads begin with.
final class MultiBox {
  /// Priors of a cell: one for each of eleven ratios of width to height. Those are fitted to a
  /// training set; for want of one these are even steps from 1:4 to 4:1.
  private static final List<Double> RATIOS =
      IntStream.rangeClosed(-5, 5).mapToObj(i -> Math.pow(4, i / 5.0)).toList();

  /// Scales of the priors on the finest grid and of the one on the whole picture.
  private static final double SMALLEST = 0.1;

  private static final double LARGEST = 0.95;

  private MultiBox() {}

  static void define(Net net) {
    net.discountBorders();
    Value x = GoogLeNet.features(net.input("image", Open.NOTHING));
    detect(net, heads(x));
  }

  /// Six views of the last map, ever coarser: 8, 6, 4, 3, 2 cells a side and the whole.
  private static List<Value> heads(Value x) {
    Value half = x.conv(256, k(3).stride(2).same()).relu(); // 4 × 4
    return List.of(
        x.conv(96, k(1)).relu().conv(96, k(3).same()).relu(),
        x.conv(96, k(3).same()).relu().conv(96, k(3)).relu(),
        half.conv(128, k(3).same()).relu(),
        half.conv(128, k(1)).relu().conv(96, k(2)).relu(),
        half.conv(128, k(1)).relu().conv(96, k(3)).relu(),
        x.globalAveragePool());
  }

  /// For each prior, how far its four edges are to be moved, and how sure the network is that it
  /// then holds an object.
  private static void detect(Net net, List<Value> heads) {
    Priors priors = new Priors();
    List<Value> offsets = new ArrayList<>();
    List<Value> confidences = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      boolean whole = i == heads.size() - 1;
      double scale = SMALLEST + (LARGEST - SMALLEST) * i / (heads.size() - 1);
      List<Double> ratios = whole ? List.of(1.0) : RATIOS;
      List<Extent> extents = ratios.stream().map(ratio -> Extent.of(scale, ratio)).toList();
      priors.grid(heads.get(i), extents);
      net.gain(0.03); // edges move by some hundredths of the picture
      offsets.add(DenseBoxes.rows(heads.get(i).conv(4 * extents.size(), k(1)), 4));
      net.gain(0.3); // confidences differ, and none is saturated
      confidences.add(DenseBoxes.rows(heads.get(i).conv(extents.size(), k(1)), 1));
    }
    Value boxes = net.concat(1, offsets).add(priors.corners(net));
    Value scores = net.concat(1, confidences).sigmoid().transpose(0, 2, 1);
    DenseBoxes.output(boxes, scores, DenseBoxes.select(boxes, scores, 100, 0.5, 0.9));
  }
}
