package dev.gatun.conformance.zoo.faces;

import dev.gatun.conformance.zoo.net.Network;
import java.util.List;

/// The networks of this package, in order of their years.
public final class Faces {
  private Faces() {}

  /// All of them.
  ///
  /// @return one for each name
  public static List<Network> networks() {
    return List.of(
        Network.of("deepface", 2014, "filters of its own for each place", DeepFace::define)
            .input(3, 152, 152)
            .small(3, 96, 96),
        Network.of(
                "facenet",
                2015,
                "a face as a point on a sphere; residual inception",
                FaceNet::define)
            .input(3, 160, 160)
            .small(3, 112, 112),
        Network.of("siamese", 2015, "two pictures, the same weights, a distance", Siamese::define)
            .input(1, 105, 105)
            .small(1, 73, 73),
        Network.of("landmarks-68", 2017, "coordinates as results", Landmarks::define)
            .input(1, 112, 112)
            .small(1, 48, 48));
  }
}
