package dev.gatun.bench.compare;

import dev.gatun.bench.peer.Agreement;
import dev.gatun.bench.subject.Subject;
import dev.gatun.bench.timing.Quantiles;
import org.jspecify.annotations.Nullable;

/// What was measured of one engine on one model; null where it was not. Times are milliseconds.
///
/// @param model its name
/// @param threads that took part in a run, the caller included
/// @param engine its name
/// @param runs how many were timed
/// @param minMs the fastest
/// @param medianMs the middle
/// @param p90Ms a tenth took longer
/// @param gflops billions of operations per second in the median run, a multiply-add counting two
/// @param roofPart of what the same threads reach on registers alone
/// @param loadMs in its own process: from the file to a model that is ready to run
/// @param firstMs in its own process: the first run
/// @param tenthMs in its own process: the tenth run
/// @param peakRssBytes in its own process: the most memory in use, the JVM's included
/// @param error relative distance of the outputs in the Euclidean norm, the worst output's
/// @param maxError furthest element of an output as a part of that output's root mean square
/// @param errorAgainst what the outputs were compared with
record Result(
    String model,
    int threads,
    String engine,
    @Nullable Integer runs,
    @Nullable Double minMs,
    @Nullable Double medianMs,
    @Nullable Double p90Ms,
    @Nullable Double gflops,
    @Nullable Double roofPart,
    @Nullable Double loadMs,
    @Nullable Double firstMs,
    @Nullable Double tenthMs,
    @Nullable Long peakRssBytes,
    @Nullable Double error,
    @Nullable Double maxError,
    @Nullable String errorAgainst) {
  private static final double TENTH_LONGER = 0.9;

  /// Nothing measured yet.
  static Result of(Subject subject, int threads, Engine engine) {
    return new Result(
        subject.name(),
        threads,
        engine.title(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /// A copy with times.
  ///
  /// @param times milliseconds of runs
  /// @param multiplyAdds of one run, 0 where unknown
  /// @param roofGflops of as many threads, or null where unknown
  Result withTimes(Quantiles times, long multiplyAdds, @Nullable Double roofGflops) {
    Double rate = multiplyAdds == 0 ? null : 2e-6 * multiplyAdds / times.median();
    Double part = rate == null || roofGflops == null ? null : rate / roofGflops;
    return new Result(
        model,
        threads,
        engine,
        times.count(),
        times.min(),
        times.median(),
        times.at(TENTH_LONGER),
        rate,
        part,
        loadMs,
        firstMs,
        tenthMs,
        peakRssBytes,
        error,
        maxError,
        errorAgainst);
  }

  /// A copy with what its own process told.
  Result withStart(Start start) {
    return new Result(
        model,
        threads,
        engine,
        runs,
        minMs,
        medianMs,
        p90Ms,
        gflops,
        roofPart,
        start.loadMs(),
        start.firstMs(),
        start.tenthMs(),
        start.peakRssBytes(),
        error,
        maxError,
        errorAgainst);
  }

  /// A copy with errors.
  ///
  /// @param agreement of its outputs
  /// @param with whose outputs are the measure
  Result withError(Agreement agreement, Engine with) {
    return new Result(
        model,
        threads,
        engine,
        runs,
        minMs,
        medianMs,
        p90Ms,
        gflops,
        roofPart,
        loadMs,
        firstMs,
        tenthMs,
        peakRssBytes,
        agreement.worst(),
        agreement.max(),
        with.title());
  }
}
