package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.width.Caches;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs convolution tiles over a grid of outputs; convolutions and transposed convolutions end
/// here, matrix products in [ProductStep].
///
/// Order of loops: task (image × row block × panel chunk) → phase → panel → run of taps → row
/// segment → tile → k. A row block's input stays in the L2 cache while the panels stream by, a
/// run's weights beside it while the rows do; between runs the sums wait in the output.
final class ConvStep extends Step {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Input bytes that a row block should span: half of the L2 cache, weights and output beside it.
  private static final int BLOCK_INPUT_BYTES = Caches.L2_BYTES / 2;

  /// Multiply-adds of a step below which its tiles are left to the JVM: interpreted once they cost
  /// about 10 ms, compiling a tile costs 100 ms and more.
  static final long WARM_UP_PRODUCTS = 1_000_000;

  /// Operands of a step.
  ///
  /// @param x input; `pixel` is the tile's pixel stride
  /// @param y output
  /// @param residual what sums start from, or null for zero
  /// @param weights packed weights
  /// @param weightImage bytes between the weights of successive images; 0 where all share them
  /// @param bias padded bias
  /// @param target the blocked value whose halo this step clears, or null
  record Operands(
      Strided x,
      Strided y,
      @Nullable Strided residual,
      Place weights,
      long weightImage,
      Place bias,
      @Nullable BlockedPlace target) {}

  private final Operands operands;
  private final ConvPhase[] phases;
  private final int images;
  private final int rowBlocks;
  private final int panelChunks;
  private final float low;
  private final float high;
  private final @Nullable Activation strip;
  private final Strips strips;
  private @Nullable ReadAhead nextWeights;

  /// @param report for people
  /// @param operands memory
  /// @param phases grids of outputs
  /// @param images images
  /// @param threads threads that will share the work
  /// @param activation applied last
  /// @param strips for activations that are not a clamp; they need dense output rows
  ConvStep(
      PlanReport.StepReport report,
      Operands operands,
      List<ConvPhase> phases,
      int images,
      int threads,
      Activation activation,
      Strips strips) {
    super(report);
    this.operands = operands;
    this.phases = phases.toArray(new ConvPhase[0]);
    this.images = images;
    this.strips = strips;
    boolean inTile = isClamp(activation);
    low = inTile ? clampLow(activation) : Float.NEGATIVE_INFINITY;
    high = inTile ? clampHigh(activation) : Float.POSITIVE_INFINITY;
    strip = inTile || activation.isNone() ? null : activation;
    int units = 1;
    int panels = 1;
    for (ConvPhase phase : phases) {
      units = Math.max(units, phase.units());
      panels = Math.max(panels, phase.panels.length);
    }
    long weightBytes = 0;
    for (ConvPhase phase : phases) {
      weightBytes += phase.weightBytes();
    }
    TaskSplit split =
        TaskSplit.choose(
            images, units, panels, rowBlocksFor(units), inputBytes(units), weightBytes, threads);
    rowBlocks = split.rowBlocks();
    panelChunks = split.panelChunks();
  }

  @Override
  List<Staged<?>> kernels() {
    long products = 0;
    List<Staged<?>> kernels = new ArrayList<>();
    for (ConvPhase phase : phases) {
      products += images * phase.products();
      for (ConvPhase.Panel panel : phase.panels) {
        kernels.add(panel.full());
        kernels.add(panel.last());
      }
    }
    return products < WARM_UP_PRODUCTS ? List.of() : kernels;
  }

  @Override
  @Nullable ReadAhead firstWeights() {
    return ReadAhead.of(operands.weights());
  }

  @Override
  void readAhead(@Nullable ReadAhead next) {
    nextWeights = next;
  }

  private int rowBlocksFor(int units) {
    return Math.clamp(Math.ceilDiv(inputBytes(units), (long) BLOCK_INPUT_BYTES), 1, units);
  }

  /// Bytes that an image's outputs read at least once.
  private long inputBytes(int units) {
    long perUnit = Math.max(1, operands.x().pixel() * phases[0].segmentPixels);
    return perUnit * Math.max(1, inputBlocks()) * units;
  }

  private long inputBlocks() {
    long block = operands.x().block();
    return block == 0 ? 1 : Math.max(1, operands.x().image() / block);
  }

  /// Pixels of a row whose input fits the cache budget.
  ///
  /// @param bytesPerPixel input bytes behind one output pixel
  static int budgetPixels(long bytesPerPixel) {
    return (int) Math.max(56, BLOCK_INPUT_BYTES / Math.max(1, bytesPerPixel));
  }

  /// Whether a tile's epilogue can apply an activation.
  static boolean isClamp(Activation activation) {
    return switch (activation.kind()) {
      case NONE, RELU, CLIP -> true;
      default -> false;
    };
  }

  /// The lower clamp of an epilogue, −∞ for none.
  static float clampLow(Activation activation) {
    return switch (activation.kind()) {
      case RELU -> 0;
      case CLIP -> activation.a();
      default -> Float.NEGATIVE_INFINITY;
    };
  }

  /// The upper clamp of an epilogue, +∞ for none.
  static float clampHigh(Activation activation) {
    return activation.kind() == Activation.Kind.CLIP ? activation.b() : Float.POSITIVE_INFINITY;
  }

  @Override
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    places.add(operands.x().place());
    places.add(operands.y().place());
    places.add(operands.weights());
    places.add(operands.bias());
    if (operands.residual() != null) {
      places.add(operands.residual().place());
    }
    return places;
  }

  @Override
  int tasks() {
    return images * rowBlocks * panelChunks;
  }

  @Override
  void run(Context context, int task) {
    int chunk = task % panelChunks;
    int rowBlock = task / panelChunks % rowBlocks;
    int image = task / panelChunks / rowBlocks;
    for (ConvPhase phase : phases) {
      int panelFrom = phase.panels.length * chunk / panelChunks;
      int panelTo = phase.panels.length * (chunk + 1) / panelChunks;
      int unitFrom = (int) ((long) phase.units() * rowBlock / rowBlocks);
      int unitTo = (int) ((long) phase.units() * (rowBlock + 1) / rowBlocks);
      for (int p = panelFrom; p < panelTo; p++) {
        ConvPhase.Panel next = p + 1 < panelTo ? phase.panels[p + 1] : null;
        runPanel(context, phase, phase.panels[p], next, image, unitFrom, unitTo);
        if (rowBlock == 0 && phase == phases[0] && operands.target() != null) {
          clearHalo(context, operands.target(), phase.panels[p], image);
        }
      }
    }
  }

  private static void clearHalo(
      Context context, BlockedPlace target, ConvPhase.Panel panel, int image) {
    for (int j = 0; j < panel.blocks(); j++) {
      Zeros.clearHalo(context, target, image, panel.firstBlock() + j);
    }
  }

  private void runPanel(
      Context context,
      ConvPhase phase,
      ConvPhase.Panel panel,
      ConvPhase.@Nullable Panel next,
      int image,
      int unitFrom,
      int unitTo) {
    if (panel.taps().isEmpty()) {
      fillBias(context, phase, panel, image, unitFrom, unitTo);
      return;
    }
    int units = unitTo - unitFrom;
    ConvPhase.Run[] runs = panel.runs(units);
    long weights = operands.weights().offset() + image * operands.weightImage();
    for (int i = 0; i < runs.length; i++) {
      // read ahead: the next run, else the next panel, else the next step
      ConvPhase.Run following =
          i + 1 < runs.length ? runs[i + 1] : next == null ? null : next.runs(units)[0];
      MemorySegment n = Zeros.VECTORS;
      long from = 0;
      long bytes = 0;
      if (following != null && following.weightBytes() >= ConvTile.TOUCHED) {
        n = operands.weights().segment(context);
        from = weights + following.weightOffset();
        bytes = following.weightBytes();
      } else if (following == null && nextWeights != null) {
        n = nextWeights.place().segment(context);
        from = nextWeights.place().offset();
        bytes = nextWeights.bytes();
      }
      long rounds = (long) panel.calls() * (runs[i].taps().depth() / ConvTile.ROUND);
      long stride = ReadAhead.stride(bytes, units * rounds);
      for (int unit = unitFrom; unit < unitTo; unit++) {
        long ahead = from + (unit - unitFrom) * rounds * stride;
        runUnit(context, phase, panel, runs, i, image, unit, n, ahead, stride);
      }
    }
  }

  /// One run of taps over one row segment.
  private void runUnit(
      Context context,
      ConvPhase phase,
      ConvPhase.Panel panel,
      ConvPhase.Run[] runs,
      int index,
      int image,
      int unit,
      MemorySegment n,
      long ahead,
      long stride) {
    boolean firstRun = index == 0;
    boolean lastRun = index == runs.length - 1;
    ConvPhase.Run run = runs[index];
    Strided xs = operands.x();
    Strided ys = operands.y();
    Strided rs = operands.residual();
    MemorySegment x = xs.place().segment(context);
    MemorySegment y = ys.place().segment(context);
    MemorySegment w = operands.weights().segment(context);
    MemorySegment b = lastRun ? operands.bias().segment(context) : Zeros.VECTORS;
    int row = unit / phase.segments;
    int segment = unit % phase.segments;
    int depth = row / phase.rowsPerPlane;
    int line = row % phase.rowsPerPlane;
    int pixel = segment * phase.segmentPixels;
    boolean last = segment == phase.segments - 1;
    long xo = at(xs, image, depth, line, pixel) + phase.xOffset;
    long yo = at(ys, image, depth, line, pixel) + phase.yOffset + panel.firstBlock() * ys.block();
    long wOffset =
        operands.weights().offset() + run.weightOffset() + image * operands.weightImage();
    long bOffset =
        lastRun ? operands.bias().offset() + (long) panel.firstBlock() * Width.BLOCK_BYTES : 0;
    // what sums start from: the residual or zero, later what the run before left
    MemorySegment s = y;
    long so = yo;
    long sPixel = ys.pixel();
    long sTile = sPixel;
    long sBlock = ys.block();
    if (firstRun && rs != null) {
      s = rs.place().segment(context);
      so = at(rs, image, depth, line, pixel) + panel.firstBlock() * rs.block();
      sPixel = rs.pixel();
      sTile = sPixel;
      sBlock = rs.block();
    } else if (firstRun) {
      s = Zeros.VECTORS;
      so = 0;
      sPixel = Width.BLOCK_BYTES;
      sBlock = 0;
      sTile = 0;
    }
    long rowStart = yo;
    long touched = run.taps().depth() / ConvTile.ROUND * stride;
    long na = ahead;
    for (ConvTile tile : (last ? panel.last() : panel.full()).now()) {
      tile.run(
          x,
          xo,
          run.taps(),
          w,
          wOffset,
          s,
          so,
          sPixel,
          sBlock,
          b,
          bOffset,
          y,
          yo,
          ys.pixel(),
          ys.block(),
          lastRun ? low : Float.NEGATIVE_INFINITY,
          lastRun ? high : Float.POSITIVE_INFINITY,
          n,
          na,
          stride);
      na += touched;
      xo += tile.pixels() * xs.pixel();
      yo += tile.pixels() * ys.pixel();
      so += tile.pixels() * sTile;
    }
    if (lastRun && strip != null) {
      long count = (long) (last ? panel.lastPixels() : phase.segmentPixels) * Width.LANES;
      for (int j = 0; j < panel.blocks(); j++) {
        long at = rowStart + j * ys.block();
        strips.activate(strip, y, at, y, at, count);
      }
    }
  }

  /// Offset of an output pixel's operand in its segment, block 0.
  private static long at(Strided operand, int image, int depth, int line, int pixel) {
    return operand.offset()
        + image * operand.image()
        + depth * operand.depth()
        + line * operand.row()
        + pixel * operand.pixel();
  }

  /// Outputs that no tap reaches (a transposed convolution whose stride is larger than its kernel)
  /// are bias alone.
  private void fillBias(
      Context context,
      ConvPhase phase,
      ConvPhase.Panel panel,
      int image,
      int unitFrom,
      int unitTo) {
    Strided ys = operands.y();
    long yImage = at(ys, image, 0, 0, 0) + phase.yOffset + panel.firstBlock() * ys.block();
    long bOffset = operands.bias().offset() + (long) panel.firstBlock() * Width.BLOCK_BYTES;
    MemorySegment y = ys.place().segment(context);
    MemorySegment b = operands.bias().segment(context);
    for (int unit = unitFrom; unit < unitTo; unit++) {
      int row = unit / phase.segments;
      int segment = unit % phase.segments;
      int pixels = segment == phase.segments - 1 ? panel.lastPixels() : phase.segmentPixels;
      long first =
          yImage
              + row / phase.rowsPerPlane * ys.depth()
              + row % phase.rowsPerPlane * ys.row()
              + (long) segment * phase.segmentPixels * ys.pixel();
      for (int lane = 0; lane < panel.blocks() * Width.LANES; lane++) {
        float value = b.get(F32, bOffset + 4L * lane);
        value = value < low ? low : value > high ? high : value;
        long at = first + lane / Width.LANES * ys.block() + 4L * (lane % Width.LANES);
        for (int p = 0; p < pixels; p++) {
          y.set(F32, at + p * ys.pixel(), value);
        }
      }
    }
  }
}
