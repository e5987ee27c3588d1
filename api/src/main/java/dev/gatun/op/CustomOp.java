package dev.gatun.op;

import dev.gatun.Tensor;
import dev.gatun.graph.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The open end of [Op]: an operator that a user brings along. Every backend runs it by calling
/// [#run]; a record with the node's attributes as components suits it well.
///
/// ```java
/// record Scaled(float factor) implements CustomOp {
///   public String domain() { return "com.example"; }
///   public String type() { return "Scaled"; }
///   public List<TensorType> outputTypes(List<TensorType> inputs) { return List.of(inputs.get(0)); }
///   public void run(List<Tensor> inputs, List<Tensor> outputs) {
///     for (long i = 0; i < inputs.get(0).shape().size(); i++) {
///       outputs.get(0).setDouble(i, factor * inputs.get(0).getDouble(i));
///     }
///   }
/// }
/// ```
public non-sealed interface CustomOp extends Op {
  /// The operator's domain.
  ///
  /// @return the domain of the model's node, such as `com.example`
  String domain();

  /// The operator's name within the domain.
  ///
  /// @return the operator type
  String type();

  /// The types of the outputs. Asked for when a model is compiled, with symbols for extents that
  /// only a run knows, and again for the shapes of a run, with every extent known; then every
  /// extent of the outputs must be known, too.
  ///
  /// @param inputs the inputs' types by place, with known ranks; null where an optional input is
  ///   absent
  /// @return one type for every output of the node at least
  /// @throws dev.gatun.InvalidInputException if the inputs do not fit; the text says what was got
  ///   and what is required
  List<TensorType> outputTypes(List<@Nullable TensorType> inputs);

  /// Computes the outputs. Runs of one session may be at it from several threads at once. The
  /// tensors are views of memory that is used again afterwards: keep none of them.
  ///
  /// @param inputs by place, null where an optional input is absent; not to be changed
  /// @param outputs by place, of the types that [#outputTypes] gave, to be filled completely; null
  ///   where an output is not wanted
  void run(List<@Nullable Tensor> inputs, List<@Nullable Tensor> outputs);

  /// Whether the operator can be run at all.
  ///
  /// @return false for a placeholder, which is only looked at
  default boolean isRunnable() {
    return true;
  }

  @Override
  default String title() {
    return domain().isEmpty() ? type() : domain() + "." + type();
  }
}
