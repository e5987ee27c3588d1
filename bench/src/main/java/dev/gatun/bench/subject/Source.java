package dev.gatun.bench.subject;

import dev.gatun.InvalidInputException;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.bench.cli.InputTypes;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Examples;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.graph.Cost;
import dev.gatun.graph.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where a [Subject] comes from; made when its turn has come, as some take hundreds of megabytes.
public sealed interface Source {
  /// What is measured where nothing is named: the classifiers of each idea, a detector and a
  /// segmentation.
  List<String> DEFAULT =
      List.of(
          "resnet-50",
          "vgg-16",
          "alexnet",
          "googlenet",
          "inception-v3",
          "densenet-121",
          "squeezenet-1.1",
          "mobilenet-v1",
          "mobilenet-v2",
          "mobilenet-v3-large",
          "xception",
          "efficientnet-b0",
          "yolo-v2",
          "u-net");

  /// What a run gets.
  ///
  /// @param batch how many examples, ≥ 1
  /// @param small whether networks are made for inputs of a size at which one run costs little
  /// @param shapes what is said of the inputs of files
  record Sizes(long batch, boolean small, Map<String, String> shapes) {}

  /// The name in tables and files.
  ///
  /// @return as the command line has it
  String name();

  /// Makes what is measured.
  ///
  /// @param folder for files that are made
  /// @param sizes of the inputs
  /// @return a file and inputs
  /// @throws IOException if the file cannot be written
  Subject prepare(Path folder, Sizes sizes) throws IOException;

  /// Those of some words, all of them looked at before anything is made.
  ///
  /// @param words names of networks and files; none for the default set
  /// @return one for each
  /// @throws IOException if there is no such file
  /// @throws UsageException if a word names neither a file nor a network
  static List<Source> of(List<String> words) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String word : words.isEmpty() ? DEFAULT : words) {
      sources.add(of(word));
    }
    return sources;
  }

  /// That of one word.
  ///
  /// @param word the name of a network or a file
  /// @return what it names
  /// @throws IOException if there is no such file
  /// @throws UsageException if it names neither a file nor a network
  static Source of(String word) throws IOException {
    if (Files.isRegularFile(Path.of(word))) {
      return new OnnxFile(Path.of(word));
    }
    if (word.contains("/") || word.endsWith(".onnx")) {
      throw new NoSuchFileException(word);
    }
    try {
      return new ZooNetwork(Zoo.network(word));
    } catch (InvalidInputException e) {
      throw new UsageException("no file and no network of the " + e.getMessage());
    }
  }

  /// A network of the zoo, on its own examples.
  ///
  /// @param network of the zoo
  record ZooNetwork(Network network) implements Source {
    @Override
    public String name() {
      return network.name();
    }

    @Override
    public Subject prepare(Path folder, Sizes sizes) throws IOException {
      long[] extents = (sizes.small() ? network.small() : network.input()).toArray();
      extents[0] = sizes.batch();
      Net net = network.define(Shape.of(extents), Zoo.SEED);
      Path file = folder.resolve(name() + ".onnx");
      network.file(net).write(file);
      return new Subject(
          name(), name(), file, network.loadOptions(), net.examples(), net.multiplyAdds());
    }
  }

  /// A file of the user's, on seeded inputs.
  ///
  /// @param file an ONNX file
  record OnnxFile(Path file) implements Source {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public Subject prepare(Path folder, Sizes sizes) {
      LoadOptions loading = loading(file);
      Model model = Model.load(file, loading);
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      InputTypes.of(model, sizes.shapes(), sizes.batch())
          .forEach((name, type) -> inputs.put(name, example(type)));
      return new Subject(name(), "", file, loading, inputs, multiplyAdds(model, inputs));
    }

    /// External data may lie beside the file.
    ///
    /// @param file an ONNX file
    /// @return options that let it
    public static LoadOptions loading(Path file) {
      Path folder = file.toAbsolutePath().getParent();
      return folder == null
          ? LoadOptions.defaults()
          : LoadOptions.defaults().withExternalData(folder);
    }

    /// As a picture would be where it could be one; integers are 0, which is an index of anything.
    private static Tensor example(TensorType type) {
      Shape shape = type.shape();
      Tensor tensor = Tensor.allocate(type.dtype(), shape);
      if (!type.dtype().isFloat()) {
        return tensor;
      }
      boolean picture = shape.rank() >= 3 && shape.rank() <= 5;
      Shape drawn = picture ? shape : Shape.of(1, 1, shape.size());
      Tensor values = Examples.smooth(drawn, Zoo.SEED);
      for (long i = 0; i < shape.size(); i++) {
        tensor.setDouble(i, values.getDouble(i));
      }
      return tensor;
    }

    private static long multiplyAdds(Model model, Map<String, Tensor> inputs) {
      SessionOptions options = SessionOptions.defaults().withBackend("reference");
      try (Session session = model.compile(options)) {
        return Cost.multiplyAdds(session.plan(inputs).graph());
      }
    }
  }
}
