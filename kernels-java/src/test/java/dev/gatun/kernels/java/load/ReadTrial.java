package dev.gatun.kernels.java.load;

import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Loads a model and its external data, and runs it, for [FaultyLoader], which loads this class
/// beside the product's.
public final class ReadTrial implements Function<Path, byte[]> {
  /// Made by reflection.
  public ReadTrial() {}

  /// Loads, compiles, runs, closes.
  ///
  /// @param file the model; its folder may hold external data
  /// @return the bytes of the first result
  @Override
  public byte[] apply(Path file) {
    LoadOptions options = LoadOptions.defaults().withExternalData(file.getParent());
    try (Session session =
        Model.load(file, options).compile(SessionOptions.defaults().withThreads(1))) {
      return session.run(List.of(Program.input())).getFirst().data().toArray(ValueLayout.JAVA_BYTE);
    }
  }
}
