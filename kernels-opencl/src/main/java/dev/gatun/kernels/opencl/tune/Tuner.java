package dev.gatun.kernels.opencl.tune;

import dev.gatun.DeviceException;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.PrivateFolder;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.MatMul;
import dev.gatun.spi.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Searches the shaping that a device is fastest with, on layers of ResNet-50, VGG-16 and MobileNet
/// v2. Never runs by itself.
public final class Tuner {
  private Tuner() {}

  /// How much is searched.
  public enum Extent {
    /// Each axis once, half a minute.
    QUICK(1, 5, 30),
    /// Until nothing wins, ten minutes at most.
    FULL(4, 15, 600);

    private final int passes;
    private final int turns;
    private final int seconds;

    Extent(int passes, int turns, int seconds) {
      this.passes = passes;
      this.turns = turns;
      this.seconds = seconds;
    }
  }

  /// A candidate that was compared.
  ///
  /// @param shaping one line for people
  /// @param ratio its time over that of the best one so far; NaN if its results were not right
  /// @param wins whether it is the best one now
  public record Step(String shaping, double ratio, boolean wins) {}

  /// What was found.
  ///
  /// @param before what the device was used with
  /// @param after what it is fastest with
  /// @param verdicts of the last probe
  /// @param usable whether nothing of it is wrong
  public record Result(Shaping before, Shaping after, List<Verdict> verdicts, boolean usable) {}

  /// Searches.
  ///
  /// @param device opened, with any shaping
  /// @param folder of the files of this user, or null
  /// @param host solves the same problems
  /// @param extent how much is searched
  /// @param progress is told of each candidate
  /// @return what was found; nothing is written
  /// @throws DeviceException if the device does not compute right
  public static Result tune(
      OpenDevice device,
      @Nullable PrivateFolder folder,
      Engine host,
      Extent extent,
      Consumer<Step> progress) {
    long end = System.nanoTime() + extent.seconds * 1_000_000_000L;
    Choice choice = Choice.of(device, folder, host, true);
    if (!choice.unusable().isEmpty()) {
      throw new DeviceException("tune: " + choice.unusable(), null);
    }
    Shaping start = choice.shaping();
    Shaping best;
    try (Race race = new Race(device, host, problems(host), extent.turns, Trial::millis)) {
      Search search =
          new Search(
              Space.axes(device.info()),
              race,
              () -> System.nanoTime() < end,
              step ->
                  progress.accept(new Step(step.candidate().summary(), step.ratio(), step.wins())));
      best = search.from(start, extent.passes);
    }
    Probe.Result last = Probe.of(device, best, host);
    return new Result(
        start, best, last.verdicts(), last.unusable().isEmpty() && last.shaping().equals(best));
  }

  private static List<Problem> problems(Engine host) {
    List<Problem> problems = new ArrayList<>();
    problems.add(conv(host, Conv.of(3, 3).withPad(1), 64, 56, 64, 56));
    problems.add(conv(host, Conv.of(3, 3).withPad(1), 64, 112, 64, 112));
    problems.add(conv(host, Conv.of(3, 3).withPad(1).withStride(2), 128, 56, 128, 28));
    problems.add(conv(host, Conv.of(1, 1), 256, 56, 64, 56));
    problems.add(conv(host, Conv.of(1, 1), 512, 7, 2048, 7));
    problems.add(conv(host, Conv.of(1, 1), 144, 56, 24, 56));
    problems.add(conv(host, Conv.of(3, 3).withPad(1).withGroups(144), 144, 56, 144, 56));
    problems.add(
        conv(host, Conv.of(3, 3).withPad(1).withStride(2).withGroups(144), 144, 56, 144, 28));
    problems.add(product(host, 1, 2048, 1000));
    problems.add(product(host, 512, 512, 512));
    return problems;
  }

  private static Problem conv(Engine host, Conv conv, int inC, int in, int outC, int out) {
    Problem.Builder problem = new Problem.Builder();
    long kernel = conv.window().kernel().get(0);
    problem.input("x", 1, inC, in, in);
    problem.constant("w", outC, inC / conv.groups(), kernel, kernel);
    problem.output("y", conv, "x w", 1, outC, out, out);
    return problem.solvedBy(host, "convolution");
  }

  private static Problem product(Engine host, int rows, int inner, int columns) {
    Problem.Builder problem = new Problem.Builder();
    problem.input("x", rows, inner);
    problem.constant("w", inner, columns);
    problem.output("y", new MatMul(Activation.NONE), "x w", rows, columns);
    return problem.solvedBy(host, "product");
  }
}
