package dev.gatun.conformance.suite;

import java.nio.file.Path;
import java.util.List;

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
