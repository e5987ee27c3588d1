package dev.gatun.kernels.java.work;

/// Work that is cut into numbered tasks.
@FunctionalInterface
public interface Task {
  /// Does one task.
  ///
  /// @param task which one, from 0
  /// @param worker who does it, from 0 to the pool's threads − 1; within one run no two threads
  ///   share a number, so it may choose scratch memory that belongs to the run
  void run(int task, int worker);
}
