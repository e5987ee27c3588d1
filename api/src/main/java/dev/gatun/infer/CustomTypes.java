package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.TensorType;
import dev.gatun.op.CustomOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of [CustomOp]s, which their own code tells.
final class CustomTypes {
  private CustomTypes() {}

  /// The types of all outputs, null where nothing is known: of a placeholder, and where the rank of
  /// an input is not known.
  static List<@Nullable TensorType> types(CustomOp op, Operands in) {
    int outputs = in.node().outputs().size();
    List<@Nullable TensorType> unknown =
        new ArrayList<@Nullable TensorType>(Collections.nCopies(outputs, null));
    if (!op.isRunnable()) {
      return unknown;
    }
    List<@Nullable TensorType> inputs = new ArrayList<>();
    for (int i = 0; i < in.count(); i++) {
      if (in.has(i) && in.dims(i) == null) {
        return unknown;
      }
      inputs.add(in.type(i));
    }
    List<TensorType> types = op.outputTypes(Collections.unmodifiableList(inputs));
    if (types.size() < outputs) {
      throw new InvalidInputException(
          "got " + types.size() + " types of outputs, required " + outputs);
    }
    return new ArrayList<@Nullable TensorType>(types.subList(0, outputs));
  }
}
