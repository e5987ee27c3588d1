package dev.gatun.kernels.java.plan;

import dev.gatun.spi.PlanReport;
import java.util.List;

/// Packs weights that are not constants, in every run.
final class PackStep extends Step {
  private final Place from;
  private final WeightView view;
  private final List<WeightPanel> panels;
  private final Place to;
  private final int images;
  private final long fromImage;
  private final long toImage;

  /// @param images independent weight tensors
  /// @param fromImage bytes between them in the source
  /// @param toImage bytes between them in the target
  PackStep(
      PlanReport.StepReport report,
      Place from,
      WeightView view,
      List<WeightPanel> panels,
      Place to,
      int images,
      long fromImage,
      long toImage) {
    super(report);
    this.from = from;
    this.view = view;
    this.panels = panels;
    this.to = to;
    this.images = images;
    this.fromImage = fromImage;
    this.toImage = toImage;
  }

  @Override
  List<Place> places() {
    return List.of(from, to);
  }

  @Override
  int tasks() {
    return images * panels.size();
  }

  @Override
  void run(Context context, int task) {
    int image = task / panels.size();
    panels
        .get(task % panels.size())
        .pack(
            view,
            from.segment(context),
            from.offset() + image * fromImage,
            to.segment(context),
            to.offset() + image * toImage);
  }
}
