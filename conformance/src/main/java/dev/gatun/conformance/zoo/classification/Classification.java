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
            .small(3, 64, 64),
        Network.of(
                "squeezenet-1.0",
                2016,
                "fire modules: few channels before wide filters",
                SqueezeNet::define10)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of(
                "squeezenet-1.1",
                2016,
                "the same idea at less than half the cost",
                SqueezeNet::define11)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of(
                "resnet-50-preact",
                2016,
                "activation before convolution, an undisturbed shortcut",
                PreActivationResNet::define50)
            .input(3, 224, 224)
            .small(3, 64, 64),
        Network.of(
                "xception",
                2017,
                "depthwise separable convolutions in residual blocks",
                Xception::define)
            .input(3, 299, 299)
            .small(3, 64, 64),
        Network.of(
                "mobilenet-v1", 2017, "depthwise separable convolutions alone", MobileNetV1::define)
            .input(3, 224, 224)
            .small(3, 128, 128),
        Network.of("densenet-121", 2017, "every layer sees all before it", DenseNet::define121)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of("selu-net", 2017, "activations that normalise themselves", SeluNet::define)
            .input(3, 32, 32),
        Network.of(
                "mobilenet-v2", 2018, "inverted residuals, linear bottlenecks", MobileNetV2::define)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of("shufflenet-v2", 2018, "channel split and channel shuffle", ShuffleNetV2::define)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of(
                "mobilenet-v3-large",
                2019,
                "squeeze and excitation, hard swish",
                MobileNetV3::defineLarge)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of(
                "mobilenet-v3-small",
                2019,
                "the same search for a smaller budget",
                MobileNetV3::defineSmall)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of("efficientnet-b0", 2019, "the base of compound scaling", EfficientNet::defineB0)
            .input(3, 224, 224)
            .small(3, 96, 96));
  }
}
