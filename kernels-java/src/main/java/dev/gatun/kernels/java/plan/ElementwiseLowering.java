package dev.gatun.kernels.java.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Unary;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;

/// Elementwise operators on rows of blocked values.
final class ElementwiseLowering {
  private final Lowering lowering;
  private final Strips strips;

  ElementwiseLowering(Lowering lowering) {
    this.lowering = lowering;
    this.strips = lowering.strips();
  }

  /// Whether a function of one element runs on strips.
  static boolean handles(Unary.Kind kind) {
    return switch (kind) {
      case NOT, BITWISE_NOT, IS_NAN, IS_INF, IS_POSITIVE_INF, IS_NEGATIVE_INF -> false;
      default -> true;
    };
  }

  /// Whether a function of two elements runs on strips.
  static boolean handles(Binary.Kind kind) {
    return switch (kind) {
      case ADD, SUB, MUL, DIV, POW, MIN, MAX, PRELU -> true;
      default -> false;
    };
  }

  void lower(Node node, Activation function) {
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace y = lowering.blockedTarget(node.output());
    RowStep.Kernel kernel =
        (a, ao, b, bo, to, yo, n) -> strips.activate(function, a, ao, to, yo, n);
    add(lowering.report(node, "strip " + function.kind()), kernel, x, y);
  }

  void lower(Node node, Unary.Kind function) {
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace y = lowering.blockedTarget(node.output());
    RowStep.Kernel kernel = (a, ao, b, bo, to, yo, n) -> strips.unary(function, a, ao, to, yo, n);
    add(lowering.report(node, "strip " + function), kernel, x, y);
  }

  void lower(Node node, Binary binary) {
    Operand first = Operand.of(lowering.shape(node.input(0)), lowering.shape(node.output()));
    Operand second = Operand.of(lowering.shape(node.input(1)), lowering.shape(node.output()));
    RowStep.Source a = source(node, 0, first);
    RowStep.Source b = source(node, 1, second);
    BlockedPlace y = lowering.blockedTarget(node.output());
    add(lowering.report(node, name(binary)), binary, a, first, b, second, y);
  }

  /// y = f(y, other), both of the same extents.
  void combineInPlace(Node node, Binary binary, BlockedPlace y, BlockedPlace other) {
    add(
        lowering.aside(node, name(binary), 2 * lowering.bytes(node.output())),
        binary,
        RowStep.Source.rows(y),
        Operand.FULL,
        RowStep.Source.rows(other),
        Operand.FULL,
        y);
  }

  /// y = f(y).
  void activateInPlace(Node node, Activation function, BlockedPlace y) {
    RowStep.Kernel kernel =
        (a, ao, b, bo, to, yo, n) -> strips.activate(function, a, ao, to, yo, n);
    long bytes = 2 * lowering.bytes(node.output());
    add(lowering.aside(node, "strip " + function.kind(), bytes), kernel, y, y);
  }

  /// Copies rows.
  void copy(Node node, BlockedPlace from, BlockedPlace to) {
    RowStep.Kernel kernel =
        (a, ao, b, bo, y, yo, n) -> MemorySegment.copy(a, ao, y, yo, n * Float.BYTES);
    Blocked l = from.layout();
    long elements = (long) l.n() * l.c() * l.pixels();
    add(lowering.aside(node, "copy", 2 * Float.BYTES * elements), kernel, from, to);
  }

  private void add(
      PlanReport.StepReport report, RowStep.Kernel kernel, BlockedPlace x, BlockedPlace y) {
    lowering.add(new RowStep(report, kernel, RowStep.Source.rows(x), null, y));
  }

  private void add(
      PlanReport.StepReport report,
      Binary binary,
      RowStep.Source a,
      Operand first,
      RowStep.Source b,
      Operand second,
      BlockedPlace y) {
    Binary.Kind f = binary.kind();
    Activation activation = binary.activation();
    RowStep.Kernel kernel =
        (as, ao, bs, bo, ys, yo, n) -> {
          strips.binary(f, as, ao, period(first, n), bs, bo, period(second, n), ys, yo, n);
          if (!activation.isNone()) {
            strips.activate(activation, ys, yo, ys, yo, n);
          }
        };
    lowering.add(new RowStep(report, kernel, a, b, y));
  }

  private static String name(Binary binary) {
    Activation activation = binary.activation();
    return "strip " + binary.kind() + (activation.isNone() ? "" : "+" + activation.kind());
  }

  private static long period(Operand operand, long count) {
    return switch (operand) {
      case FULL -> count;
      case SCALAR -> 1;
      case CHANNEL, IMAGE_CHANNEL -> Width.LANES;
      case OTHER -> throw new IllegalStateException("an operand that does not follow the rows");
    };
  }

  private RowStep.Source source(Node node, int i, Operand operand) {
    String name = node.input(i);
    return switch (operand) {
      case FULL -> RowStep.Source.rows(lowering.blocked(name));
      case SCALAR -> RowStep.Source.scalar(lowering.plain(name));
      case CHANNEL ->
          lowering.isBlocked(name)
              ? RowStep.Source.pixel(lowering.blocked(name))
              : RowStep.Source.channels(
                  lowering.paddedVector(name, lowering.shape(node.output()).intDim(1), 1));
      case IMAGE_CHANNEL -> RowStep.Source.pixel(lowering.blocked(name));
      case OTHER -> throw new IllegalStateException("an operand that does not follow the rows");
    };
  }
}
