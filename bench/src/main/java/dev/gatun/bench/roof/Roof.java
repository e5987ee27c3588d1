package dev.gatun.bench.roof;

import java.util.List;

/// What a number of threads reached together; the roofs of a roofline (Williams, Waterman and
/// Patterson, 2009).
///
/// @param threads threads that worked at the same time
/// @param gigaflops floating-point operations per nanosecond, a multiply-add counting two
/// @param levels from the nearest cache to main memory, the same for every number of threads
public record Roof(int threads, double gigaflops, List<Level> levels) {
  /// Bytes per nanosecond (GB/s, 10⁹ bytes) between registers and one level of memory; read and
  /// written bytes both count.
  ///
  /// @param name `L1`, `L2`, `L3` or `DRAM`
  /// @param capacityBytes what it holds for all threads together, each on a core of its own; main
  ///   memory holds everything
  /// @param bytes what was worked on, by all threads together
  /// @param read of a sum
  /// @param copy of y = x
  /// @param triad of y = a + s · b
  public record Level(
      String name, long capacityBytes, long bytes, double read, double copy, double triad) {
    /// The bandwidth to expect of work that reads more than it writes, as layers do.
    ///
    /// @return that of the triad
    public double stream() {
      return triad;
    }
  }

  /// Copies the list.
  public Roof {
    levels = List.copyOf(levels);
  }

  /// The nearest level that holds so many bytes.
  ///
  /// @param bytes a working set of all threads together
  /// @return main memory where no cache does
  public Level levelOf(long bytes) {
    for (Level level : levels) {
      if (bytes <= level.capacityBytes()) {
        return level;
      }
    }
    return levels.getLast();
  }
}
