package dev.gatun.kernels.java;

import dev.gatun.Limits;
import dev.gatun.conformance.contract.NamedKernels;
import dev.gatun.conformance.contract.RoundedWinogradContract;
import dev.gatun.conformance.contract.WinogradContract;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.kernels.java.plan.ConvMode;
import dev.gatun.op.Conv;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import net.jqwik.api.Group;

/// Each algorithm of a convolution, forced by name, passes the contract of convolutions, on
/// problems that it can serve; what the plan reports is what was asked for.
@SuppressWarnings("ClassCanBeStatic") // jqwik wants its groups so
class ConvAlgorithmsContractTest {
  /// Fewer input channels than these are read from a plain value, directly.
  private static final int LEAST_CHANNELS = 4;

  /// An algorithm's engines.
  private record Opened(Engine one, Engine two) {
    static final Opened DIRECT = of(ConvMode.DIRECT, " direct");
    static final Opened WINOGRAD2 = of(ConvMode.WINOGRAD2, "F32Winograd2x2 ");
    static final Opened WINOGRAD4 = of(ConvMode.WINOGRAD4, "F32Winograd4x4 ");

    private static Opened of(ConvMode mode, String kernel) {
      return new Opened(open(mode, kernel, 1), open(mode, kernel, 2));
    }

    private static Engine open(ConvMode mode, String kernel, int threads) {
      EngineOptions options = new EngineOptions(threads, Limits.defaults());
      return new NamedKernels(
          new JavaBackend().open(options, mode),
          (graph, node, got) -> fits(graph, node, got, kernel));
    }

    Engine engine(int threads) {
      return threads == 1 ? one : two;
    }
  }

  /// All other convolutions are named as what they are.
  private static boolean fits(Graph graph, Node node, String got, String kernel) {
    if (!(node.op() instanceof Conv)) {
      return true;
    }
    boolean served =
        WinogradContract.serves(graph, node)
            && graph.knownType(node.input(0)).shape().dim(1) > LEAST_CHANNELS;
    return served ? got.contains(kernel) : !got.startsWith("F32Winograd");
  }

  @Group
  class Direct extends WinogradContract {
    @Override
    protected Engine engine() {
      return Opened.DIRECT.two;
    }

    @Override
    protected Engine engine(int threads) {
      return Opened.DIRECT.engine(threads);
    }
  }

  /// Its transforms only add and halve, so sums of small integers stay exact.
  @Group
  class Winograd2 extends WinogradContract {
    @Override
    protected Engine engine() {
      return Opened.WINOGRAD2.two;
    }

    @Override
    protected Engine engine(int threads) {
      return Opened.WINOGRAD2.engine(threads);
    }
  }

  @Group
  class Winograd4 extends RoundedWinogradContract {
    @Override
    protected Engine engine() {
      return Opened.WINOGRAD4.two;
    }

    @Override
    protected Engine engine(int threads) {
      return Opened.WINOGRAD4.engine(threads);
    }
  }
}
