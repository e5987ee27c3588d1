package dev.gatun.conformance.zoo.classification;

import dev.gatun.conformance.zoo.net.Network;
import java.util.List;

/// The networks of this package, in order of their years.
public final class Classification {
  private Classification() {}

  /// All of them.
  ///
  /// @return one for each name
  public static List<Network> networks() {
    return List.of(
        Network.of("lenet-5", 1998, "convolution, subsampling, shared weights", LeNet5::define)
            .input(1, 32, 32),
        Network.of("resnet-18", 2015, "residual blocks", ResNet::define18)
            .input(3, 224, 224)
            .small(3, 64, 64),
        Network.of("resnet-50", 2015, "bottleneck blocks", ResNet::define50)
            .input(3, 224, 224)
            .small(3, 64, 64),
        Network.of("resnet-152", 2015, "depth", ResNet::define152)
            .input(3, 224, 224)
            .small(3, 64, 64));
  }
}
