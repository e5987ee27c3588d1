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
        Network.of("alexnet", 2012, "rectifiers, groups, depth and width", AlexNet::define)
            .input(3, 227, 227)
            .small(3, 99, 99),
        Network.of("zfnet", 2013, "smaller first windows, found by looking inside", ZFNet::define)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of(
                "overfeat", 2013, "dense layers as convolutions: a map of scores", OverFeat::define)
            .input(3, 231, 231)
            .small(3, 103, 103),
        Network.of("nin", 2013, "1 × 1 convolutions, global average pool", NetworkInNetwork::define)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of("vgg-16", 2014, "nothing but 3 × 3 convolutions", VGG::define16)
            .input(3, 224, 224)
            .small(3, 32, 32),
        Network.of("vgg-19", 2014, "nothing but 3 × 3 convolutions, deeper", VGG::define19)
            .input(3, 224, 224)
            .small(3, 32, 32),
        Network.of(
                "googlenet", 2014, "inception modules: several windows at once", GoogLeNet::define)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of("googlenet-aux", 2014, "side branches for training", GoogLeNet::defineAux)
            .input(3, 224, 224)
            .small(3, 96, 96),
        Network.of("inception-v2", 2015, "batch normalisation", InceptionV2::define)
            .input(3, 224, 224)
            .small(3, 64, 64),
        Network.of("highway", 2015, "gates that carry the input on", HighwayNet::define)
            .input(1, 28, 28),
        Network.of(
                "inception-v3", 2015, "windows taken apart: 1 × 7 and 7 × 1", InceptionV3::define)
            .input(3, 299, 299)
            .small(3, 107, 107),
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
                "inception-resnet-v2", 2016, "inception and residuals", InceptionResNetV2::define)
            .input(3, 299, 299)
            .small(3, 107, 107),
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
