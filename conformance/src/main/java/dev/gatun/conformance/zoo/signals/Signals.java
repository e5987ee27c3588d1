package dev.gatun.conformance.zoo.signals;

import dev.gatun.conformance.zoo.net.Network;
import java.util.List;

/// The networks of this package, in order of their years.
public final class Signals {
  private Signals() {}

  /// All of them.
  ///
  /// @return one for each name
  public static List<Network> networks() {
    return List.of(
        Network.of("c3d", 2015, "videos: time as a third axis", C3d::define)
            .input(3, 16, 112, 112)
            .small(3, 16, 24, 24),
        Network.of("unet-3d", 2016, "volumes: a U-Net with depth", UNet3d::define)
            .input(3, 64, 64, 64)
            .small(3, 16, 16, 16), // smaller maps are mostly border, and calibrate badly
        Network.of("m5-waveform", 2016, "sound: one axis, no spectrogram", M5::define)
            .input(1, 32000)
            .small(1, 8000));
  }
}
