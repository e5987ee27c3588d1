package dev.gatun.kernels.java.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.java.strip.LocalResponses;
import dev.gatun.kernels.java.width.Caches;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Lrn;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Local response normalisation across channels on the blocked layout.
///
/// Task: image × rows, all channels. It goes by pieces of a row, or of all its rows where there is
/// no border: the squares of a piece are written to a worker's own scratch memory, a pixel's
/// channels side by side, with zeros where windows reach over the first and the last channel; then
/// each channel block is normalised by them ([LocalResponses]).
final class LocalResponseStep extends Step {
  /// Bytes of squares of a piece: half of the L1 cache, the other half holds what is read and
  /// written.
  private static final long PIECE_BYTES = Caches.L1_BYTES / 2;

  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Lrn op;
  private final BlockedPlace x;
  private final BlockedPlace y;
  private final Place scratch;
  private final RowSplit split;
  private final Squares squares;
  private final LocalResponses kernel = LocalResponses.best();

  /// Where the squares of a piece lie in a worker's scratch memory.
  ///
  /// @param before channels of a window before its own
  /// @param after channels of a window behind its own
  /// @param border bytes of zeros between two pixels' channels, whole vectors
  /// @param pixel bytes from pixel to pixel
  /// @param pixels pixels of a piece
  private record Squares(int before, int after, long border, long pixel, int pixels) {
    static Squares of(Lrn op, Blocked x) {
      // ONNX: from c − ⌊(size − 1)/2⌋ to c + ⌈(size − 1)/2⌉; what lies beyond all channels is 0
      int before = Math.min((op.size() - 1) / 2, x.c() - 1);
      int after = Math.min(op.size() / 2, x.c() - 1);
      long border = (long) Math.ceilDiv(Math.max(before, after), Width.LANES) * Width.BLOCK_BYTES;
      long pixel = border + (long) x.blocks() * Width.BLOCK_BYTES;
      return new Squares(
          before, after, border, pixel, (int) Math.clamp(PIECE_BYTES / pixel, 1, x.pixels()));
    }

    int window() {
      return before + 1 + after;
    }

    long bytes() {
      return pixels * pixel + border;
    }
  }

  private LocalResponseStep(Lowering lowering, Node node, Lrn op, BlockedPlace x, BlockedPlace y) {
    super(lowering.report(node, "strip localResponse"));
    this.op = op;
    this.x = x;
    this.y = y;
    this.split = RowSplit.acrossBlocks(y.layout(), lowering.threads());
    this.squares = Squares.of(op, x.layout());
    this.scratch = Place.of(lowering.allocate(squares.bytes() * lowering.threads()));
  }

  static LocalResponseStep of(
      Lowering lowering, Node node, Lrn op, BlockedPlace x, BlockedPlace y) {
    return new LocalResponseStep(lowering, node, op, x, y);
  }

  /// Whether there is a kernel: for the exponent that networks use.
  static boolean handles(Lrn op) {
    return op.beta() == LocalResponses.BETA;
  }

  @Override
  List<Place> places() {
    return List.of(x.place(), y.place(), scratch);
  }

  @Override
  int tasks() {
    return split.tasks();
  }

  @Override
  void run(Context context, int task) {
    run(context, task, 0);
  }

  @Override
  void run(Context context, int task, int worker) {
    Blocked in = x.layout();
    int image = split.image(task);
    if (split.isFirst(task)) {
      for (int block = 0; block < in.blocks(); block++) {
        Zeros.clearHalo(context, y, image, block);
      }
    }
    MemorySegment memory = scratch.segment(context);
    long at = scratch.offset() + worker * squares.bytes();
    for (int p = 0; p <= squares.pixels(); p++) {
      Zeros.fill(memory, at + p * squares.pixel(), squares.border());
    }
    int from = split.from(task);
    int to = split.to(task);
    if (in.isFlat() && y.layout().isFlat()) {
      run(context, image, from, (long) (to - from) * in.w(), memory, at);
      return;
    }
    for (int row = from; row < to; row++) {
      run(context, image, row, in.w(), memory, at);
    }
  }

  /// Pixels side by side, from the start of a row.
  private void run(
      Context context, int image, int row, long pixels, MemorySegment s, long sOffset) {
    int d = row / x.layout().h();
    int h = row % x.layout().h();
    MemorySegment xs = x.place().segment(context);
    MemorySegment ys = y.place().segment(context);
    long first = sOffset + squares.border();
    long start = first - 4L * squares.before();
    float factor = op.alpha() / op.size();
    for (long done = 0; done < pixels; done += squares.pixels()) {
      int n = (int) Math.min(squares.pixels(), pixels - done);
      long xAt = x.place().offset() + x.layout().at(image, 0, d, h, 0) + done * Width.BLOCK_BYTES;
      long yAt = y.place().offset() + y.layout().at(image, 0, d, h, 0) + done * Width.BLOCK_BYTES;
      for (int block = 0; block < x.layout().blocks(); block++) {
        long to = first + (long) block * Width.BLOCK_BYTES;
        kernel.square(xs, xAt + block * x.layout().block(), n, s, to, squares.pixel());
      }
      clearRest(s, first, n);
      for (int block = 0; block < x.layout().blocks(); block++) {
        kernel.normalize(
            xs,
            xAt + block * x.layout().block(),
            s,
            start + (long) block * Width.BLOCK_BYTES,
            squares.pixel(),
            squares.window(),
            factor,
            op.bias(),
            ys,
            yAt + block * y.layout().block(),
            n);
      }
    }
  }

  /// Lanes beyond the last channel hold anything; in a sum they count nothing.
  private void clearRest(MemorySegment s, long first, int pixels) {
    int lanes = x.layout().blocks() * Width.LANES;
    for (int p = 0; p < pixels; p++) {
      for (int c = x.layout().c(); c < lanes; c++) {
        s.set(F32, first + p * squares.pixel() + 4L * c, 0f);
      }
    }
  }
}
