package dev.gatun.bench.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All steps of one kind: the same operator, run by the same kernel whatever its tile.
///
/// @param operator what they compute
/// @param kernel without tiles
/// @param steps how many there are
/// @param ms the sum of their times
/// @param part of the time of all steps
/// @param gflops of all together
/// @param gigabytesPerSecond of all together
/// @param floorMs the sum of their floors
/// @param roofPart that sum as a part of their time
record KindFigures(
    String operator,
    String kernel,
    int steps,
    double ms,
    double part,
    double gflops,
    double gigabytesPerSecond,
    double floorMs,
    double roofPart) {

  private record Kind(String operator, String kernel) {}

  /// Sums steps up.
  ///
  /// @return the kind that takes the most time first
  static List<KindFigures> of(List<StepFigures> steps) {
    Map<Kind, List<StepFigures>> kinds = new LinkedHashMap<>();
    for (StepFigures step : steps) {
      Kind kind = new Kind(step.operator(), withoutTile(step.kernel()));
      kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(step);
    }
    List<KindFigures> figures = new ArrayList<>();
    kinds.forEach((kind, members) -> figures.add(sum(kind, members)));
    figures.sort(Comparator.comparingDouble(KindFigures::ms).reversed());
    return figures;
  }

  /// A tile's name begins with its element type and tells its extents: `F32Conv14x2v direct`.
  static String withoutTile(String kernel) {
    String rest = kernel.replaceAll("\\bF\\d+[A-Z]\\S*", "").strip();
    return rest.isEmpty() ? "tiles" : rest;
  }

  private static KindFigures sum(Kind kind, List<StepFigures> steps) {
    double ms = 0;
    double part = 0;
    double operations = 0;
    double bytes = 0;
    double floor = 0;
    for (StepFigures step : steps) {
      ms += step.ms();
      part += step.part();
      operations += 2.0 * step.multiplyAdds();
      bytes += step.bytes();
      floor += step.floorMs();
    }
    return new KindFigures(
        kind.operator,
        kind.kernel,
        steps.size(),
        ms,
        part,
        StepFigures.ratio(operations, 1e6 * ms),
        StepFigures.ratio(bytes, 1e6 * ms),
        floor,
        StepFigures.ratio(floor, ms));
  }
}
