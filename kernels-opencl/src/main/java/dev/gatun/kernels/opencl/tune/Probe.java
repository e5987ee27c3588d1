package dev.gatun.kernels.opencl.tune;

import dev.gatun.DeviceException;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.kernels.opencl.tune.Loops.Image;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Softmax;
import dev.gatun.op.Window;
import dev.gatun.spi.Engine;
import java.util.ArrayList;
import java.util.List;

/// Asks a device whether what it computes is right, with problems of a few thousand floats. A tile,
/// or Winograd's transform, that is wrong or cannot be built is left out; everything else a device
/// must be able to do.
final class Probe {
  /// What was found.
  ///
  /// @param shaping what is right of the one that was asked about
  /// @param verdicts each variant's and each kernel's
  /// @param unusable why the device cannot be used; empty if it can
  record Result(Shaping shaping, List<Verdict> verdicts, String unusable) {}

  private static final Conv SQUARE = Conv.of(3, 3).withPad(1).withActivation(Activation.RELU);

  private final OpenDevice device;
  private final Engine host;
  private final List<Verdict> verdicts = new ArrayList<>();

  private Probe(OpenDevice device, Engine host) {
    this.device = device;
    this.host = host;
  }

  /// Asks.
  ///
  /// @param device opened, with any shaping
  /// @param shaping to be tried
  /// @param host of the engine that wants to know; it computes nothing
  /// @return what the device does right
  static Result of(OpenDevice device, Shaping shaping, Engine host) {
    return new Probe(device, host).ask(shaping);
  }

  private Result ask(Shaping shaping) {
    List<Tile> right = new ArrayList<>();
    Problem convolutions = convolutions();
    for (Tile tile : shaping.tiles()) {
      String name = tile.label() + "v" + shaping.vector();
      if (isRight(name, shaping.withTiles(List.of(tile)), convolutions)) {
        right.add(tile);
      }
    }
    if (right.isEmpty()) {
      return new Result(shaping, verdicts, "no convolution is right: " + worst());
    }
    Shaping kept = shaping.withTiles(right);
    if (kept.winograd() != Shaping.Winograd.NEVER
        && !isRight("winograd4x4", kept.withWinograd(Shaping.Winograd.ALWAYS), transformed())) {
      kept = kept.withWinograd(Shaping.Winograd.NEVER);
    }
    int known = verdicts.size();
    askAll(kept, others());
    boolean usable = verdicts.subList(known, verdicts.size()).stream().allMatch(Verdict::right);
    return new Result(kept, verdicts, usable ? "" : worst());
  }

  /// The last one that is wrong.
  private String worst() {
    return verdicts.reversed().stream()
        .filter(verdict -> !verdict.right())
        .findFirst()
        .map(verdict -> verdict.name() + ": " + verdict.reason())
        .orElse("");
  }

  /// One verdict over all outputs.
  private boolean isRight(String name, Shaping shaping, Problem problem) {
    Verdict verdict;
    try (Trial trial = new Trial(device, shaping, host, problem)) {
      double most = 0;
      for (double error : trial.errors()) {
        most = Math.max(most, error); // NaN stays
      }
      verdict = Verdict.of(name, most);
    } catch (ClException | DeviceException e) {
      verdict = new Verdict(name, Double.NaN, String.valueOf(e.getMessage()));
    }
    verdicts.add(verdict);
    return verdict.right();
  }

  /// A verdict for each output, or one for all that cannot be computed.
  private void askAll(Shaping shaping, Problem problem) {
    try (Trial trial = new Trial(device, shaping, host, problem)) {
      List<Double> errors = trial.errors();
      for (int i = 0; i < errors.size(); i++) {
        verdicts.add(Verdict.of(problem.graph().outputs().get(i), errors.get(i)));
      }
    } catch (ClException | DeviceException e) {
      verdicts.add(new Verdict(problem.name(), Double.NaN, String.valueOf(e.getMessage())));
    }
  }

  /// A convolution and a transposed one, which has phases of single pixels: more than one panel of
  /// each tile, the last one in part; more inputs than a round of the shared tile.
  private static Problem convolutions() {
    Problem.Builder problem = new Problem.Builder();
    Image x = new Image(problem.input("x", 1, 17, 9, 8), 17, 9, 8);
    float[] w = problem.constant("w", 70, 17, 3, 3);
    float[] bias = problem.constant("bias", 70);
    float[] t = problem.constant("t", 17, 9, 3, 3);
    problem.output(Loops.conv(x, w, bias, 3, 1), "conv", SQUARE, "x w bias", 1, 70, 9, 8);
    Op twice =
        new ConvTranspose(
            Window.of(3, 3).withStride(2), Ints.of(0, 0), Ints.EMPTY, 1, Activation.NONE);
    problem.output(Loops.transposed(x, t, 9, 3, 2), "transposed", twice, "x t", 1, 9, 19, 17);
    return problem.solved("convolutions");
  }

  private static Problem transformed() {
    Problem.Builder problem = new Problem.Builder();
    Image x = new Image(problem.input("x", 1, 19, 9, 7), 19, 9, 7);
    float[] w = problem.constant("w", 37, 19, 3, 3);
    float[] bias = problem.constant("bias", 37);
    problem.output(Loops.conv(x, w, bias, 3, 1), "conv", SQUARE, "x w bias", 1, 37, 9, 7);
    return problem.solved("winograd");
  }

  private static Problem others() {
    Problem.Builder problem = new Problem.Builder();
    Image x = new Image(problem.input("x", 1, 19, 9, 17), 19, 9, 17);
    float[] w = problem.constant("w", 19, 1, 3, 3);
    float[] bias = problem.constant("bias", 19);
    float[] y = Loops.conv(x, w, bias, 3, 19);
    problem.output(y, "depthwise", SQUARE.withGroups(19), "x w bias", 1, 19, 9, 17);
    Op most = Pool.max(Window.of(2, 2).withStride(2));
    problem.output(Loops.pool(x, 2, 2, true), "maximum pool", most, "x", 1, 19, 4, 8);
    Op mean = Pool.average(Window.of(3, 3));
    problem.output(Loops.pool(x, 3, 1, false), "average pool", mean, "x", 1, 19, 7, 15);
    Op shares = new Softmax(Softmax.Kind.SOFTMAX, 1, 1);
    problem.output(Loops.softmax(x), "softmax", shares, "x", 1, 19, 9, 17);
    Op times = new Binary(Binary.Kind.MUL, Activation.RELU);
    problem.output(
        Loops.multiply(x.values(), y), "elementwise", times, "x depthwise", 1, 19, 9, 17);
    Op sum = new Reduce(Reduce.Kind.SUM, Ints.of(2, 3), true, false);
    problem.output(Loops.sums(x), "reduction", sum, "x", 1, 19, 1, 1);
    return problem.solved("kernels");
  }
}
