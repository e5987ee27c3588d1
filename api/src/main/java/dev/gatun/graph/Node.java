package dev.gatun.graph;

import dev.gatun.op.Op;
import java.util.List;

/// One operation: an [Op] applied to named values.
///
/// @param name the node's name, for people; may be empty
/// @param op what it computes
/// @param inputs names of the values it reads, [#ABSENT] where an optional input is left out
/// @param outputs names of the values it defines, [#ABSENT] where an optional output is not wanted
public record Node(String name, Op op, List<String> inputs, List<String> outputs) {
  /// The name of a value that is not there.
  public static final String ABSENT = "";

  /// Copies the lists.
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// Whether an input is present.
  ///
  /// @param i its place
  /// @return false where the list is shorter or the name is [#ABSENT]
  public boolean hasInput(int i) {
    return i < inputs.size() && !inputs.get(i).equals(ABSENT);
  }

  /// The name of an input, [#ABSENT] where it is left out.
  ///
  /// @param i its place
  /// @return the name
  public String input(int i) {
    return i < inputs.size() ? inputs.get(i) : ABSENT;
  }

  /// Whether an output is wanted.
  ///
  /// @param i its place
  /// @return false where the list is shorter or the name is [#ABSENT]
  public boolean hasOutput(int i) {
    return i < outputs.size() && !outputs.get(i).equals(ABSENT);
  }

  /// The first output.
  ///
  /// @return its name
  public String output() {
    return outputs.getFirst();
  }

  /// {@return the copy}
  ///
  /// @param other the operator
  public Node withOp(Op other) {
    return new Node(name, other, inputs, outputs);
  }

  /// {@return the copy}
  ///
  /// @param other the inputs
  public Node withInputs(List<String> other) {
    return new Node(name, op, other, outputs);
  }

  /// The name for messages: the node's own, or its first output's.
  ///
  /// @return a name that finds the node in the model
  public String label() {
    return name.isEmpty() && !outputs.isEmpty() ? outputs.getFirst() : name;
  }
}
