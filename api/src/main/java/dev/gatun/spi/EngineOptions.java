package dev.gatun.spi;

import dev.gatun.Limits;

/// What an engine is opened with.
///
/// @param threads threads that take part in a run, the caller included, ≥ 1
/// @param limits bounds that compilation holds planned memory against
/// @param strict whether results must have the same bits whatever the width of vectors, the number
///   of threads and the machine's caches; see [dev.gatun.SessionOptions#strict]
public record EngineOptions(int threads, Limits limits, boolean strict) {
  /// Options of an engine that takes whatever is fastest.
  ///
  /// @param threads threads that take part in a run, the caller included, ≥ 1
  /// @param limits bounds that compilation holds planned memory against
  public EngineOptions(int threads, Limits limits) {
    this(threads, limits, false);
  }
}
