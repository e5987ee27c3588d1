package dev.gatun.bench.compare;

import org.jspecify.annotations.Nullable;

/// How many times longer a peer takes than Gatun.
///
/// @param model its name
/// @param threads that took part in a run
/// @param peer the other engine
/// @param ratio its median time ÷ Gatun's
/// @param low the lower quartile of the ratios of single turns, or null where there were none
/// @param high the upper quartile, or null
record Ratio(
    String model,
    int threads,
    String peer,
    double ratio,
    @Nullable Double low,
    @Nullable Double high) {}
