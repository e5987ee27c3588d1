package dev.gatun.conformance.zoo.generation;

import dev.gatun.conformance.zoo.net.Network;
import java.util.List;

/// The networks of this package, in order of their years.
public final class Generation {
  private Generation() {}

  /// All of them.
  ///
  /// @return one for each name
  public static List<Network> networks() {
    return List.of(
        Network.of("srcnn", 2014, "three layers that sharpen", Srcnn::define)
            .input(1, 255, 255)
            .small(1, 48, 48),
        Network.of("gram-style", 2015, "style as correlations of features", GramStyle::define)
            .input(3, 224, 224)
            .small(3, 32, 32),
        Network.of("dcgan-generator", 2015, "pictures out of noise", Dcgan::generator)
            .input(100, 1, 1),
        Network.of("dcgan-discriminator", 2015, "telling made from real", Dcgan::discriminator)
            .input(3, 64, 64),
        Network.of("espcn", 2016, "channels become pixels", Espcn::define)
            .input(1, 85, 85)
            .small(1, 24, 24),
        Network.of("fast-style", 2016, "instance norm, mirrored borders", FastStyle::define)
            .input(3, 256, 256)
            .small(3, 32, 32));
  }
}
