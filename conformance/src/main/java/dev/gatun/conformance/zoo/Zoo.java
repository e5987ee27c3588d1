package dev.gatun.conformance.zoo;

import dev.gatun.InvalidInputException;
import dev.gatun.conformance.zoo.classification.Classification;
import dev.gatun.conformance.zoo.detection.Detection;
import dev.gatun.conformance.zoo.faces.Faces;
import dev.gatun.conformance.zoo.filters.Filters;
import dev.gatun.conformance.zoo.generation.Generation;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.conformance.zoo.segmentation.Segmentation;
import dev.gatun.conformance.zoo.signals.Signals;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All networks.
///
/// ```java
/// Network network = Zoo.network("resnet-50");
/// network.file(network.define(network.input(), Zoo.SEED)).write(Path.of("resnet-50.onnx"));
/// ```
public final class Zoo {
  /// The seed where none is asked for.
  public static final long SEED = 1;

  private Zoo() {}

  /// All networks by family, in order of their years.
  ///
  /// @return one for each name
  public static List<Network> networks() {
    return Stream.of(
            Classification.networks(),
            Detection.networks(),
            Segmentation.networks(),
            Faces.networks(),
            Generation.networks(),
            Signals.networks(),
            Filters.networks())
        .flatMap(List::stream)
        .toList();
  }

  /// One network.
  ///
  /// @param name such as `resnet-50`
  /// @return the network of that name
  /// @throws InvalidInputException if there is none
  public static Network network(String name) {
    return networks().stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInputException("zoo: got '" + name + "', required one of " + names()));
  }

  private static String names() {
    return networks().stream().map(Network::name).collect(Collectors.joining(", "));
  }
}
