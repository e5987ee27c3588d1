package dev.gatun.bench.cli;

import dev.gatun.Model;
import dev.gatun.Shape;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of a model's inputs, where {@code --shape NAME=1,3,224,224} may say them. */
public final class InputTypes {
  private InputTypes() {}

  /**
   * One concrete type for each input.
   *
   * @param model whose inputs
   * @param given what the command line says, by name
   * @param batch the first extent where that is open and nothing is given; others are then 1
   * @return types by name, in the model's order
   * @throws UsageException if the model has no such input, or a text is no list of extents
   */
  public static Map<String, TensorType> of(Model model, Map<String, String> given, long batch) {
    for (String name : given.keySet()) {
      if (!model.inputs().containsKey(name)) {
        throw new UsageException(
            "the model has no input '"
                + name
                + "', it has "
                + String.join(", ", model.inputs().keySet()));
      }
    }
    Map<String, TensorType> types = new LinkedHashMap<>();
    model
        .inputs()
        .forEach((name, type) -> {
          String text = given.get(name);
          Shape shape = text != null ? parse(name, text) : bound(type, batch);
          types.put(name, TensorType.of(type.dtype(), shape));
        });
    return types;
  }

  private static Shape bound(TensorType type, long batch) {
    List<Dim> dims = type.dims();
    if (dims == null) {
      return Shape.scalar();
    }
    long[] extents = new long[dims.size()];
    for (int axis = 0; axis < extents.length; axis++) {
      long open = axis == 0 ? batch : 1;
      extents[axis] = dims.get(axis) instanceof Dim.Known known ? known.value() : open;
    }
    return Shape.of(extents);
  }

  private static Shape parse(String name, String text) {
    String[] words = text.split("[,x]");
    long[] extents = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      try {
        extents[i] = Long.parseLong(words[i].strip());
      } catch (NumberFormatException e) {
        throw new UsageException(
            "--shape " + name + "=" + text + ": required are extents such as 1,3,224,224");
      }
    }
    return Shape.of(extents);
  }
}
