package dev.gatun.bench.run;

import dev.gatun.Model;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.graph.TensorType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Inputs that come as tensor files. */
final class TensorInputs {
  private TensorInputs() {}

  static Map<String, Tensor> read(Map<String, Path> files, Model model) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      TensorType type = model.inputs().get(file.getKey());
      if (type == null) {
        throw new UsageException(
            "the model has no input '"
                + file.getKey()
                + "'; "
                + wanted(model, List.copyOf(model.inputs().keySet())));
      }
      tensors.put(file.getKey(), TensorFiles.read(file.getValue(), type));
    }
    return tensors;
  }

  /** What the model wants and how to give it. */
  static String wanted(Model model, List<String> names) {
    StringBuilder text = new StringBuilder("the model wants");
    for (String name : names) {
      text.append(" '").append(name).append("' ").append(model.inputs().get(name)).append(',');
    }
    text.setLength(text.length() - 1);
    return text
        + "; give --image FILE for an image, or --input NAME=FILE.npy (or .pb, .bin) for each";
  }
}
