package dev.gatun.spi;

import dev.gatun.Limits;

/// What an engine is opened with.
///
/// @param threads threads that take part in a run, the caller included, ≥ 1
/// @param limits bounds that compilation holds planned memory against
public record EngineOptions(int threads, Limits limits) {}
