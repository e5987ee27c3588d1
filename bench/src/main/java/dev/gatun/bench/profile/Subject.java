package dev.gatun.bench.profile;

import dev.gatun.InvalidInputException;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Tensor;
import dev.gatun.bench.cli.InputTypes;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model and inputs for it.
///
/// @param name for people
/// @param model loaded
/// @param inputs tensors by name
/// @param temporary a file that goes when this is closed, or null
record Subject(String name, Model model, Map<String, Tensor> inputs, @Nullable Path temporary)
    implements AutoCloseable {

  /// What a word names: a file, or a network of the zoo.
  ///
  /// @param word a path or a name
  /// @param shapes what is said of a file's inputs
  /// @param small whether a network is made for a size at which one run costs little
  /// @throws UsageException if it is neither
  static Subject of(String word, Map<String, String> shapes, boolean small) throws IOException {
    Path file = Path.of(word);
    if (Files.isRegularFile(file)) {
      return ofFile(file, shapes);
    }
    if (word.contains("/") || word.endsWith(".onnx")) {
      throw new NoSuchFileException(word);
    }
    Network network;
    try {
      network = Zoo.network(word);
    } catch (InvalidInputException e) {
      throw new UsageException("profile: no file and no network of the " + e.getMessage());
    }
    return ofNetwork(network, shapes, small);
  }

  /// On zeros, as `inspect` plans it: no kernel takes a time that depends on values, denormal
  /// numbers aside.
  private static Subject ofFile(Path file, Map<String, String> shapes) {
    LoadOptions options = LoadOptions.defaults();
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      options = options.withExternalData(folder);
    }
    Model model = Model.load(file, options);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    InputTypes.of(model, shapes, 1)
        .forEach((name, type) -> inputs.put(name, Tensor.allocate(type.dtype(), type.shape())));
    return new Subject(file.toString(), model, inputs, null);
  }

  private static Subject ofNetwork(Network network, Map<String, String> shapes, boolean small)
      throws IOException {
    if (!shapes.isEmpty()) {
      throw new UsageException(
          "profile: got --shape with a network of the zoo, required a file or --small");
    }
    Net net = network.define(small ? network.small() : network.input(), Zoo.SEED);
    Path file = Files.createTempFile("gatun-" + network.name(), ".onnx");
    try {
      network.file(net).write(file);
      Model model = Model.load(file, network.loadOptions());
      return new Subject(network.name(), model, net.examples(), file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (temporary != null) {
      Files.deleteIfExists(temporary);
    }
  }
}
