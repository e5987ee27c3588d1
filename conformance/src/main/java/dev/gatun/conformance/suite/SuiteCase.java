package dev.gatun.conformance.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A model with recorded data.
///
/// @param suite name of the folder that holds the case, such as `node`
/// @param name name of the case, such as `test_abs`
/// @param model its ONNX file
/// @param dataSets one or more runs; a data set without input files is run on a ramp (see
///   [SuiteFinder])
public record SuiteCase(String suite, String name, Path model, List<DataFiles> dataSets) {
  /// Copies the list.
  public SuiteCase {
    dataSets = List.copyOf(dataSets);
  }

  /// The options of `gatun conformance` that run this case alone, from the folder where this JVM
  /// works.
  String rerun() {
    Path file = model.toAbsolutePath().normalize();
    Path folder = Objects.requireNonNull(file.getParent(), "a file has a folder");
    boolean own = file.endsWith("model.onnx");
    return "--suite " + shell(near(folder)) + (own ? "" : " --only " + shell(name));
  }

  private static String near(Path folder) {
    Path here = Path.of("").toAbsolutePath().normalize();
    boolean related = Objects.equals(here.getRoot(), folder.getRoot());
    String near = (related ? here.relativize(folder) : folder).toString();
    return near.isEmpty() ? "." : near;
  }

  /// A word as a shell reads it.
  private static String shell(String word) {
    return word.matches("[\\w./+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /// The files of one run.
  ///
  /// @param inputs tensor files in the order of the model's inputs
  /// @param outputs tensor files in the order of the model's outputs
  public record DataFiles(List<Path> inputs, List<Path> outputs) {
    /// Copies the lists.
    public DataFiles {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }
}
