package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import org.jspecify.annotations.Nullable;

/// One operator on row-major tensors, everything that depends on shapes worked out beforehand.
/// Stateless while running: many threads run one kernel on different tensors.
public interface PlainKernel {
  /// The kernel's name for reports.
  ///
  /// @return such as `plain.Transpose` or `strip.ADD`
  String name();

  /// Into how many independent parts a run can be cut.
  ///
  /// @param threads threads available
  /// @return 1 for work that is not worth cutting
  int parts(int threads);

  /// Memory that a run needs beside its operands.
  ///
  /// @return bytes, 0 for none
  default long scratchBytes() {
    return 0;
  }

  /// Computes one part of all outputs; parts may run at the same time. Allocates nothing.
  ///
  /// @param in the inputs, null where an optional one is absent; native memory
  /// @param out the outputs, null where one is not wanted; native memory, overwritten completely;
  ///   behind them, where [#scratchBytes] asks for it, a UINT8 vector that the parts share
  /// @param part which part, 0 to parts − 1
  /// @param parts the number that [#parts] returned
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, int part, int parts);
}
