package dev.gatun.session;

import dev.gatun.Tensor;
import dev.gatun.spi.Executable;
import java.util.List;

/// How a call runs the executables that it comes to, its plan's own and those that follow.
@FunctionalInterface
public interface Runner {
  /// As fast as they can.
  Runner PLAIN = Executable::run;

  /// Runs one.
  ///
  /// @param executable what to run
  /// @param inputs one tensor per graph input
  /// @param outputs one tensor per graph output; filled
  void run(Executable executable, List<Tensor> inputs, List<Tensor> outputs);
}
