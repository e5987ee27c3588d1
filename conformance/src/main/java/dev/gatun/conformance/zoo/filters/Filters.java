package dev.gatun.conformance.zoo.filters;

import dev.gatun.conformance.zoo.net.Network;
import java.util.List;

/// The networks of this package, in order of their years.
public final class Filters {
  private Filters() {}

  /// All of them.
  ///
  /// @return one for each name
  public static List<Network> networks() {
    return List.of(
        picture(Network.of("sobel", 1968, "how brightness changes", Sobel::define)),
        picture(Network.of("sharpen", 1976, "a picture minus its Laplacian", Sharpen::define)),
        picture(Network.of("gaussian", 1983, "smoothing by a weighted mean", Gaussian::define)),
        Network.of("canny", 1986, "edges one pixel wide; a loop", Canny::define)
            .input(1, 512, 512)
            .small(1, 64, 64),
        picture(Network.of("emboss", 1994, "a relief lit from a corner", Emboss::define)),
        picture(Network.of("scharr", 2000, "a gradient alike in all directions", Scharr::define)));
  }

  private static Network picture(Network network) {
    return network.input(3, 512, 512).small(3, 64, 64);
  }
}
