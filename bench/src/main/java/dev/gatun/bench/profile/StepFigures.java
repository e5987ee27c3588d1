package dev.gatun.bench.profile;

import dev.gatun.spi.PlanReport.StepReport;

/// One step and its figures.
///
/// @param step its place in a run, from 0
/// @param node label of the graph's node
/// @param operator what it computes
/// @param kernel with the tile chosen
/// @param output type and shape of its result
/// @param ms median over the runs, milliseconds
/// @param part of the sum of all steps' medians, 0 to 1
/// @param multiplyAdds of convolutions and matrix products
/// @param gflops operations per nanosecond, a multiply-add counting two
/// @param bytes constants and activations, read and written
/// @param gigabytesPerSecond bytes per nanosecond
/// @param intensity operations per byte
/// @param floorMs the least time by the roofline, milliseconds
/// @param roofPart the floor as a part of the time: how much of what the machine can do it got;
///   above 1 where it saved products or found its data nearer
/// @param bound what decides the floor: `compute` or `memory`
record StepFigures(
    int step,
    String node,
    String operator,
    String kernel,
    String output,
    double ms,
    double part,
    long multiplyAdds,
    double gflops,
    long bytes,
    double gigabytesPerSecond,
    double intensity,
    double floorMs,
    double roofPart,
    String bound) {

  /// The figures of a step.
  ///
  /// @param number its place in a run
  /// @param report what it is
  /// @param nanos that it took
  /// @param sumNanos of all steps
  /// @param floor its least time
  static StepFigures of(int number, StepReport report, double nanos, double sumNanos, Floor floor) {
    double operations = 2.0 * report.multiplyAdds();
    double bytes = report.bytes();
    return new StepFigures(
        number,
        report.node(),
        report.operator(),
        report.kernel(),
        report.output(),
        nanos / 1e6,
        ratio(nanos, sumNanos),
        report.multiplyAdds(),
        ratio(operations, nanos),
        report.bytes(),
        ratio(bytes, nanos),
        ratio(operations, bytes),
        floor.nanos() / 1e6,
        ratio(floor.nanos(), nanos),
        floor.bound().toString());
  }

  /// A quotient, 0 where there is nothing to divide by: clocks may stand still.
  static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
