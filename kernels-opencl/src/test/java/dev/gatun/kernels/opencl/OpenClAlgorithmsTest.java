package dev.gatun.kernels.opencl;

import dev.gatun.Backends;
import dev.gatun.Limits;
import dev.gatun.conformance.contract.ConvContract;
import dev.gatun.conformance.contract.ConvTransposeContract;
import dev.gatun.conformance.contract.Draw;
import dev.gatun.conformance.contract.GemmContract;
import dev.gatun.conformance.contract.Generators;
import dev.gatun.conformance.contract.Problem;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Window;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Group;

/// Kernels that this machine's device would not choose, or only for large problems, pass the
/// contracts, and the plan names them.
@RequiresDevice
@SuppressWarnings("ClassCanBeStatic") // jqwik wants its groups so
class OpenClAlgorithmsTest {
  private static final class Opened {
    static final Engine LOCAL =
        new Named(open(Shaping.graphics().withTiles(List.of(Tile.SHARED))), "conv_local");

    /// A tile a round.
    static final Engine WINOGRAD =
        new Named(
            open(
                Shaping.of(device().info())
                    .withWinograd(Shaping.Winograd.ALWAYS)
                    .withRoundBytes(1 << 16)),
            "winograd4x4");

    private static Cl.Device device() {
      return Objects.requireNonNull(Devices.get().chosen());
    }

    private static Engine open(Shaping shaping) {
      EngineOptions options = new EngineOptions(2, Limits.defaults());
      Engine host = Backends.named("java").open(options);
      return new OpenClEngine(new OpenDevice(device(), shaping, ProgramCache.off()), host, options);
    }
  }

  @Group
  class LocalConvolution extends ConvContract {
    @Override
    protected Engine engine() {
      return Opened.LOCAL;
    }
  }

  @Group
  class LocalTransposed extends ConvTransposeContract {
    @Override
    protected Engine engine() {
      return Opened.LOCAL;
    }
  }

  @Group
  class LocalProduct extends GemmContract {
    @Override
    protected Engine engine() {
      return Opened.LOCAL;
    }
  }

  /// Its points are square roots: sums of small integers are not exact, and laws that compare two
  /// computations bit for bit do not hold.
  @Group
  class Winograd extends ConvContract {
    private static final int[] CHANNELS = {16, 5, 8, 13, 17, 31, 32, 33, 40, 65};
    private static final int[] EXTENTS = {1, 2, 3, 4, 6, 7, 9, 14, 15, 18};

    @Override
    protected Engine engine() {
      return Opened.WINOGRAD;
    }

    @Override
    protected boolean exactIntegers() {
      return false;
    }

    @Override
    protected double l2Gate() {
      return 2e-5;
    }

    @Override
    protected Problem draw(Draw d) {
      int top = d.pick(1, 1, 0, 2);
      int left = d.pick(1, 1, 0, 2);
      Problem p = Problem.of("conv").with("n", d.pick(1, 1, 2, 3), 1);
      p = p.with("ic", d.pick(CHANNELS)).with("oc", d.pick(CHANNELS));
      p = p.with("ih", Math.max(d.pick(EXTENTS), 3 - top));
      p = p.with("iw", Math.max(d.pick(EXTENTS), 3 - left));
      p = p.with("kh", 3).with("kw", 3).with("ph", top, 0).with("pw", left, 0);
      p = p.with("eh", d.pick(top, 1, 0), top).with("ew", d.pick(left, 1, 0), left);
      for (String word : Generators.conv(d).words()) {
        p = word.equals("runtime") ? p : p.with(word);
      }
      return p;
    }

    @Override
    public void batchIsEachImageAlone(Problem problem) {}

    @Override
    public void groupsAreConcatenatedParts(Problem problem) {}

    @Override
    public void pointwiseIsProduct(Problem problem) {}

    @Override
    public void dilationIsZeroStuffedKernel(Problem problem) {}

    @Override
    public void movesWithItsImage(Problem problem) {}

    @Override
    public void isLinear(Problem problem) {}

    @Override
    public void nanReachesItsWindows() {}
  }

  /// An engine that asserts that dense convolutions are computed by a kernel.
  private record Named(Engine engine, String kernel) implements Engine {
    @Override
    public Executable compile(Graph graph) {
      Executable plan = engine.compile(graph);
      for (Node node : graph.nodes()) {
        boolean applies =
            node.op() instanceof Conv conv
                && conv.groups() == 1
                && (kernel.equals("conv_local") || isTransformed(conv.window()))
                && Objects.requireNonNull(graph.type(node.output())).shape().size() > 0
                && graph.constant(node.input(1)) != null;
        if (applies
            && plan.report().steps().stream().noneMatch(step -> step.kernel().contains(kernel))) {
          throw new AssertionError("got " + plan.report().steps() + ", required " + kernel);
        }
      }
      return plan;
    }

    private static boolean isTransformed(Window window) {
      return window.kernel().equals(Ints.of(3, 3))
          && window.strides().all(1)
          && window.dilations().all(1);
    }

    @Override
    public String description() {
      return engine.description();
    }

    @Override
    public boolean supports(Op op) {
      return engine.supports(op);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
