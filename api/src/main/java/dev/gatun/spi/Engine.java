package dev.gatun.spi;

import dev.gatun.graph.Graph;
import dev.gatun.op.Op;

/// A started backend: owns its threads, packed weights and tuning; shared by all plans of one
/// session.
public interface Engine extends AutoCloseable {
  /// What runs, for people.
  ///
  /// @return a line such as `java: Vector API 512 bits, 2 threads`
  String description();

  /// Whether an operator has an implementation here.
  ///
  /// @param op the operator, all components bound
  /// @return false if [#compile] would refuse it
  boolean supports(Op op);

  /// Compiles a whole graph.
  ///
  /// @param graph every value has a concrete type and every operator's components are bound
  /// @return the plan
  /// @throws dev.gatun.UnsupportedOperatorException naming all nodes that it cannot run
  /// @throws dev.gatun.LimitExceededException if planned memory is over the limits
  Executable compile(Graph graph);

  /// Waits until kernels that this engine still compiles in the background, for all graphs compiled
  /// so far, are at work; returns at once where there are none. An interrupted thread stops waiting
  /// and stays interrupted.
  default void warmUp() {}

  @Override
  void close();
}
