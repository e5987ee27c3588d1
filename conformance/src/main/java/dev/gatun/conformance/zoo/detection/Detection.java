package dev.gatun.conformance.zoo.detection;

import dev.gatun.conformance.zoo.net.Network;
import java.util.List;

/// The networks of this package, in order of their years.
public final class Detection {
  private Detection() {}

  /// All of them.
  ///
  /// @return one for each name
  public static List<Network> networks() {
    return List.of(
        Network.of("r-cnn", 2014, "regions cut out and warped", RCnn::define)
            .input(3, 375, 500)
            .small(3, 96, 128),
        Network.of("fast-r-cnn", 2015, "RoI pooling", FastRCnn::define)
            .input(3, 600, 800)
            .small(3, 48, 64),
        Network.of("faster-r-cnn", 2015, "region proposal network", FasterRCnn::define)
            .input(3, 600, 800)
            .small(3, 48, 64),
        Network.of("r-fcn", 2016, "position-sensitive score maps", RFcn::define)
            .input(3, 600, 800)
            .small(3, 64, 96)
            .loading(RFcn::loading),
        Network.of("mask-r-cnn", 2017, "feature pyramid, RoiAlign, masks", MaskRCnn::define)
            .input(3, 800, 800)
            .small(3, 64, 96));
  }
}
