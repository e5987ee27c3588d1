package dev.gatun.conformance.hostile;

import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Network;
import java.util.ArrayList;
import java.util.List;

/// The valid models that mutants are made of: one for each family of operators, control flow,
/// functions, types and opsets, written as [ModelText]s, and small networks of the zoo.
public final class Seeds {
  /// Networks whose files stay small: filters with loops and comparisons, and one that upsamples.
  private static final List<String> NETWORKS = List.of("sobel", "canny", "gaussian", "espcn");

  private Seeds() {}

  /// A seed.
  ///
  /// @param name for reports
  /// @param bytes of a valid ONNX file; not to be changed
  public record Seed(String name, byte[] bytes) {}

  /// All seeds, the texts first.
  ///
  /// @return at least 25
  public static List<Seed> all() {
    List<Seed> seeds = new ArrayList<>(texts());
    for (String name : NETWORKS) {
      Network network = Zoo.network(name);
      seeds.add(
          new Seed(name, network.file(network.define(network.small(), Zoo.SEED)).toByteArray()));
    }
    return seeds;
  }

  /// The seeds that are texts, from a few hundred bytes to a few thousand.
  ///
  /// @return those of `seeds.txt`, in order
  public static List<Seed> texts() {
    List<Seed> seeds = new ArrayList<>();
    for (TextTable.Line line : TextTable.read("seeds.txt")) {
      seeds.add(new Seed(line.name(), ModelText.model(line.text()).toByteArray()));
    }
    return seeds;
  }
}
