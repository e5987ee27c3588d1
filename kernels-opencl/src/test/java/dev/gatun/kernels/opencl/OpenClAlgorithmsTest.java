package dev.gatun.kernels.opencl;

import dev.gatun.Backends;
import dev.gatun.Limits;
import dev.gatun.conformance.contract.ConvContract;
import dev.gatun.conformance.contract.ConvTransposeContract;
import dev.gatun.conformance.contract.DepthwiseContract;
import dev.gatun.conformance.contract.GemmContract;
import dev.gatun.conformance.contract.NamedKernels;
import dev.gatun.conformance.contract.RoundedWinogradContract;
import dev.gatun.conformance.contract.WinogradContract;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.op.Conv;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
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
        new NamedKernels(
            open(Shaping.graphics().withTiles(List.of(Tile.SHARED))),
            (graph, node, kernel) -> !isDense(graph, node) || kernel.contains("conv_local"));

    /// A tile a round.
    static final Engine WINOGRAD =
        new NamedKernels(
            open(
                Shaping.of(device().info())
                    .withWinograd(Shaping.Winograd.ALWAYS)
                    .withRoundBytes(1 << 16)),
            (graph, node, kernel) ->
                !WinogradContract.serves(graph, node) || kernel.contains("winograd4x4"));

    /// Some tiles an item, also of small problems.
    static final Engine STRIPS = open(Shaping.of(device().info()).withBusy(4));

    private static boolean isDense(Graph graph, Node node) {
      return node.op() instanceof Conv conv
          && conv.groups() == 1
          && graph.constant(node.input(1)) != null;
    }

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

  @Group
  class Winograd extends RoundedWinogradContract {
    @Override
    protected Engine engine() {
      return Opened.WINOGRAD;
    }

    @Override
    public void nanReachesItsWindows() {} // a tile's sixteen results share their inputs
  }

  @Group
  class StripConvolution extends ConvContract {
    @Override
    protected Engine engine() {
      return Opened.STRIPS;
    }
  }

  @Group
  class StripTransposed extends ConvTransposeContract {
    @Override
    protected Engine engine() {
      return Opened.STRIPS;
    }
  }

  @Group
  class StripProduct extends GemmContract {
    @Override
    protected Engine engine() {
      return Opened.STRIPS;
    }
  }

  @Group
  class StripDepthwise extends DepthwiseContract {
    @Override
    protected Engine engine() {
      return Opened.STRIPS;
    }
  }
}
