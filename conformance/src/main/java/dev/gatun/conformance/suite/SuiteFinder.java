package dev.gatun.conformance.suite;

import dev.gatun.InvalidInputException;
import dev.gatun.conformance.suite.SuiteCase.DataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Finds cases in a folder, in two layouts:
///
/// - `CASE/model.onnx` with `CASE/test_data_set_*/input_N.pb` and `output_N.pb`, as ONNX's backend
///   tests and model zoo have them; the folder may be such a case itself;
/// - `light_X.onnx` with `light_X_output_0.pb`, as ONNX's light models have them. Their one input
///   is not recorded: it is the ramp 0, 1/n, 2/n … of its n elements.
public final class SuiteFinder {
  private SuiteFinder() {}

  /// The cases in a folder, by name.
  ///
  /// @param folder a folder of cases, or one case
  /// @return at least one case
  /// @throws InvalidInputException if it is no folder, cannot be read, or holds no case
  public static List<SuiteCase> find(Path folder) {
    Path real = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(real)) {
      throw new InvalidInputException("suite " + folder + ": required a folder");
    }
    List<SuiteCase> cases = new ArrayList<>();
    if (Files.isRegularFile(real.resolve("model.onnx"))) {
      cases.add(inFolder(real));
    } else {
      for (Path child : children(real)) {
        if (Files.isRegularFile(child.resolve("model.onnx"))) {
          cases.add(inFolder(child));
        } else if (child.toString().endsWith(".onnx") && Files.isRegularFile(lightOutput(child))) {
          cases.add(light(child));
        }
      }
    }
    if (cases.isEmpty()) {
      throw new InvalidInputException(
          "suite "
              + folder
              + ": found no case, required folders with a model.onnx, or X.onnx with X_output_0.pb");
    }
    return cases;
  }

  private static SuiteCase inFolder(Path folder) {
    List<DataFiles> sets = new ArrayList<>();
    for (Path set : children(folder)) {
      if (Files.isDirectory(set) && name(set).startsWith("test_data_set_")) {
        sets.add(new DataFiles(numbered(set, "input_"), numbered(set, "output_")));
      }
    }
    Path parent = folder.getParent();
    return new SuiteCase(
        parent == null ? "" : name(parent), name(folder), folder.resolve("model.onnx"), sets);
  }

  private static SuiteCase light(Path model) {
    Path parent = model.getParent();
    String file = name(model);
    String caseName = file.substring(0, file.length() - ".onnx".length());
    return new SuiteCase(
        parent == null ? "" : name(parent),
        caseName,
        model,
        List.of(new DataFiles(List.of(), List.of(lightOutput(model)))));
  }

  private static Path lightOutput(Path model) {
    return model.resolveSibling(name(model).replaceFirst("\\.onnx$", "_output_0.pb"));
  }

  /// `prefix0.pb`, `prefix1.pb`, … as far as they go.
  private static List<Path> numbered(Path folder, String prefix) {
    List<Path> files = new ArrayList<>();
    while (Files.isRegularFile(folder.resolve(prefix + files.size() + ".pb"))) {
      files.add(folder.resolve(prefix + files.size() + ".pb"));
    }
    return files;
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted(Comparator.comparing(SuiteFinder::name)).toList();
    } catch (IOException e) {
      throw new InvalidInputException("suite " + folder + ": it cannot be read: " + e, e);
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
