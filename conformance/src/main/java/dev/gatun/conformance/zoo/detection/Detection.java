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
        Network.of("multibox", 2014, "priors on grids, proposals without classes", MultiBox::define)
            .input(3, 256, 256)
            .small(3, 160, 160),
        Network.of("r-cnn", 2014, "regions cut out and warped", RCnn::define)
            .input(3, 375, 500)
            .small(3, 96, 128),
        Network.of("fast-r-cnn", 2015, "RoI pooling", FastRCnn::define)
            .input(3, 600, 800)
            .small(3, 48, 64),
        Network.of("faster-r-cnn", 2015, "region proposal network", FasterRCnn::define)
            .input(3, 600, 800)
            .small(3, 48, 64),
        Network.of("yolo-v1", 2016, "detection as one regression", YoloV1::define)
            .input(3, 448, 448)
            .small(3, 128, 128),
        Network.of("ssd-300", 2016, "default boxes on maps of six resolutions", Ssd300::define)
            .input(3, 300, 300)
            .small(3, 64, 64),
        Network.of("r-fcn", 2016, "position-sensitive score maps", RFcn::define)
            .input(3, 600, 800)
            .small(3, 64, 96)
            .loading(RFcn::loading),
        Network.of("yolo-v2", 2017, "anchors and the passthrough", YoloV2::define)
            .input(3, 416, 416)
            .small(3, 96, 96),
        Network.of("tiny-yolo", 2017, "a detector of nine convolutions", YoloV2::defineTiny)
            .input(3, 416, 416)
            .small(3, 96, 96),
        Network.of("mask-r-cnn", 2017, "feature pyramid, RoiAlign, masks", MaskRCnn::define)
            .input(3, 800, 800)
            .small(3, 64, 96),
        Network.of("yolo-v3", 2018, "a residual base, three resolutions", YoloV3::define)
            .input(3, 416, 416)
            .small(3, 96, 96));
  }
}
