package dev.gatun.conformance.reference;

import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one node reads and fills: tensors by place, null where an optional one is left out.
///
/// @param operator the operator's name, for messages
/// @param inputs what it reads
/// @param outputs what it fills; their types and shapes are the inferred ones
record Operands(String operator, List<@Nullable Tensor> inputs, List<@Nullable Tensor> outputs) {

  /// A required input.
  Tensor in(int place) {
    Tensor tensor = optional(place);
    if (tensor == null) {
      throw new InvalidInputException(operator + ": input " + place + " is absent, but required");
    }
    return tensor;
  }

  /// An input that may be absent.
  @Nullable Tensor optional(int place) {
    return place < inputs.size() ? inputs.get(place) : null;
  }

  /// The first output, which every operator has.
  Tensor out() {
    Tensor tensor = optionalOut(0);
    if (tensor == null) {
      throw new InvalidInputException(operator + ": output 0 is absent, but required");
    }
    return tensor;
  }

  /// An output that may not be wanted.
  @Nullable Tensor optionalOut(int place) {
    return place < outputs.size() ? outputs.get(place) : null;
  }
}
