package dev.gatun.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.infer.Inference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real models, and ONNX's own test models, where the folder with them stands beside the checkout.
class SharedModelsTest {
  private static List<Path> models(String folder) throws IOException {
    Path root = Path.of("..", "..", "shared", folder);
    assumeTrue(Files.isDirectory(root), "skipped: there is no folder with shared models here");
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models",
        "onnx-suite/light",
        "onnx-suite/pytorch-converted",
        "onnx-suite/pytorch-operator"
      })
  void allLoad(String folder) throws IOException {
    List<Path> models = models(folder);
    assertFalse(models.isEmpty());
    for (Path path : models) {
      Model model = Model.load(path);
      assertEquals(model.graph().outputs(), List.copyOf(model.outputs().keySet()), path.toString());
      Inference.infer(model.graph());
    }
  }

  @Test
  void nodeModelsLoadOrSayWhyNot() throws IOException {
    int loaded = 0;
    for (Path path : models("onnx-suite/node")) {
      try {
        Model.load(path);
        loaded++;
      } catch (UnsupportedOperatorException e) {
        Model.load(path, LoadOptions.defaults().withUnsupportedAllowed());
      }
    }
    assertFalse(loaded < 970, "loaded " + loaded);
  }
}
