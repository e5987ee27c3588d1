package dev.gatun.session;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks what a caller hands to a run: names, types, shapes, and memory that the calling thread
/// may touch. Each misfit is one sentence.
public final class CallCheck {
  private CallCheck() {}

  /// Requires exactly the expected names.
  ///
  /// @param what `input` or `output`
  /// @param got tensors by name
  /// @param required names of the graph
  public static void requireNames(
      String what, @Nullable Map<String, Tensor> got, List<String> required) {
    if (got == null) {
      throw none(what, required);
    }
    for (String name : got.keySet()) {
      if (name == null || !required.contains(name)) {
        throw new InvalidInputException(
            what + " '" + name + "': got an unknown name, required " + required);
      }
    }
    for (String name : required) {
      if (!got.containsKey(name)) {
        throw new InvalidInputException(
            what + " '" + name + "': got none, required one for each of " + required);
      }
    }
  }

  private static InvalidInputException none(String what, List<String> required) {
    return new InvalidInputException(
        "got null for the " + what + "s, required one for each of " + required);
  }

  /// Requires as many tensors as there are names.
  ///
  /// @param what `input` or `output`
  /// @param got tensors handed in
  /// @param required names of the graph
  public static void requireCount(String what, @Nullable List<Tensor> got, List<String> required) {
    if (got == null) {
      throw none(what, required);
    }
    requireCount(what, got.size(), required);
  }

  /// Requires as many tensors as there are names.
  ///
  /// @param what `input` or `output`
  /// @param got how many tensors
  /// @param required names of the graph
  public static void requireCount(String what, int got, List<String> required) {
    if (got != required.size()) {
      throw new InvalidInputException(
          "got " + got + " " + what + "s, required " + required.size() + ": " + required);
    }
  }

  /// Requires tensors that fit declared types.
  ///
  /// @param names names of the inputs
  /// @param types their declared types
  /// @param tensors the inputs
  public static void requireInputs(
      List<String> names, List<TensorType> types, List<Tensor> tensors) {
    for (int i = 0; i < names.size(); i++) {
      requireFit("input", names.get(i), types.get(i), tensors.get(i));
    }
  }

  /// Requires tensors that can take the results: of the planned types, writable, and sharing no
  /// memory with each other or with an input.
  ///
  /// @param names names of the outputs
  /// @param types their concrete types
  /// @param outputs tensors to fill
  /// @param inputs tensors to read
  public static void requireOutputs(
      List<String> names, List<TensorType> types, List<Tensor> outputs, List<Tensor> inputs) {
    for (int i = 0; i < outputs.size(); i++) {
      Tensor output = outputs.get(i);
      requireFit("output", names.get(i), types.get(i), output);
      if (output.data().isReadOnly()) {
        throw misfit("output", names.get(i), "read-only memory", "memory that can be written");
      }
      for (int j = 0; j < inputs.size(); j++) {
        requireApart(names.get(i), output, inputs.get(j), "an input");
      }
      for (int j = 0; j < i; j++) {
        requireApart(names.get(i), output, outputs.get(j), "another output");
      }
    }
  }

  private static void requireApart(String name, Tensor output, Tensor other, String what) {
    MemorySegment a = output.data();
    if (a.asOverlappingSlice(other.data()).isPresent()) {
      throw misfit("output", name, "memory that overlaps " + what, "memory of its own");
    }
  }

  private static void requireFit(
      String what, String name, TensorType type, @Nullable Tensor tensor) {
    if (tensor == null) {
      throw misfit(what, name, "null", type.toString());
    }
    if (tensor.dtype() != type.dtype() || !fits(type.dims(), tensor.shape())) {
      throw misfit(what, name, tensor.toString(), type.toString());
    }
    if (!tensor.data().scope().isAlive()) {
      throw misfit(what, name, "memory that is already freed", "memory of an open arena");
    }
    if (!tensor.data().isAccessibleBy(Thread.currentThread())) {
      throw misfit(
          what,
          name,
          "memory confined to another thread",
          "memory that the calling thread may access");
    }
  }

  private static boolean fits(@Nullable List<Dim> dims, Shape shape) {
    if (dims == null) {
      return true;
    }
    if (dims.size() != shape.rank()) {
      return false;
    }
    for (int i = 0; i < dims.size(); i++) {
      if (dims.get(i) instanceof Dim.Known known && known.value() != shape.dim(i)) {
        return false;
      }
    }
    return true;
  }

  private static InvalidInputException misfit(
      String what, String name, String got, String required) {
    return new InvalidInputException(
        what + " '" + name + "': got " + got + ", required " + required);
  }
}
