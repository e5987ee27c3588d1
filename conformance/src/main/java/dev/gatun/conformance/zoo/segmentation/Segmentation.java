package dev.gatun.conformance.zoo.segmentation;

import dev.gatun.conformance.zoo.net.Network;
import java.util.List;

/// The networks of this package, in order of their years.
public final class Segmentation {
  private Segmentation() {}

  /// All of them.
  ///
  /// @return one for each name
  public static List<Network> networks() {
    return List.of(
        Network.of("fcn-8s", 2015, "dense layers as convolutions, learned upsampling", Fcn::define)
            .input(3, 512, 512)
            .small(3, 32, 32),
        Network.of("u-net", 2015, "contraction, expansion, and bridges between", UNet::define)
            .input(1, 572, 572)
            .small(1, 188, 188),
        Network.of("deeplab-v3", 2017, "dilated convolutions, pyramid pooling", DeepLabV3::define)
            .input(3, 520, 520)
            .small(3, 48, 48)); // smaller maps are mostly border, and calibrate badly
  }
}
