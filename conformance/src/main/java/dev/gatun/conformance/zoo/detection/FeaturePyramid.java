package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayList;
import java.util.List;

/// Lin et al., *Feature Pyramid Networks for Object Detection*, 2017: maps of all resolutions, each
/// with the meaning of the coarsest one. What a coarse map knows is enlarged and added to the next
/// finer one:
///
/// ```text
/// C5 ─ 1×1 ──────────── 3×3 ─ P5
///             ↓ ×2
/// C4 ─ 1×1 ─ + ──────── 3×3 ─ P4
///             ↓ ×2
/// C3 ─ 1×1 ─ + ──────── 3×3 ─ P3
/// ```
final class FeaturePyramid {
  private FeaturePyramid() {}

  /// A pyramid of equal widths.
  ///
  /// @param stages maps of a backbone, each half as large as the one before
  /// @param width channels of all results
  /// @return a map for each stage, of its extents
  static List<Value> over(List<Value> stages, int width) {
    Net net = stages.getFirst().net();
    net.gain(1); // no rectifiers here
    List<Value> pyramid = new ArrayList<>();
    Value above = null;
    for (Value stage : stages.reversed()) {
      Value here = stage.conv(width, k(1));
      above = above == null ? here : here.add(above.upsample(2, "nearest"));
      pyramid.add(above.conv(width, k(3).same()));
    }
    net.gain(Math.sqrt(2));
    return pyramid.reversed();
  }
}
