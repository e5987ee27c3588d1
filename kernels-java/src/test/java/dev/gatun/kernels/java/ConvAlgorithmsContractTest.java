package dev.gatun.kernels.java;

import dev.gatun.Limits;
import dev.gatun.conformance.contract.ConvContract;
import dev.gatun.conformance.contract.Draw;
import dev.gatun.conformance.contract.Generators;
import dev.gatun.conformance.contract.Problem;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.kernels.java.plan.ConvMode;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Window;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.Objects;
import net.jqwik.api.Group;

/// Each algorithm of a convolution, forced by name, passes the contract of convolutions, on
/// problems that it can serve; what the plan reports is what was asked for.
@SuppressWarnings("ClassCanBeStatic") // jqwik wants its groups so
class ConvAlgorithmsContractTest {
  /// Fewer input channels than these are read from a plain value, directly.
  private static final int LEAST_CHANNELS = 4;

  @Group
  class Direct extends Contract {
    Direct() {
      super(ConvMode.DIRECT, " direct");
    }
  }

  /// Its transforms only add and halve, so sums of small integers stay exact.
  @Group
  class Winograd2 extends Contract {
    Winograd2() {
      super(ConvMode.WINOGRAD2, "F32Winograd2x2 ");
    }
  }

  @Group
  class Winograd4 extends Contract {
    Winograd4() {
      super(ConvMode.WINOGRAD4, "F32Winograd4x4 ");
    }

    @Override
    protected boolean exactIntegers() {
      return false; // its points are square roots
    }

    @Override
    protected double l2Gate() {
      return 2e-5;
    }

    @Override
    public void batchIsEachImageAlone(Problem problem) {
      // compares exactly, as do the others
    }

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
  }

  /// The contract on problems of 3 × 3 convolutions with stride and dilation 1.
  abstract static class Contract extends ConvContract {
    private static final int[] CHANNELS = {16, 5, 8, 13, 17, 31, 32, 33, 40};
    private final Engine one;
    private final Engine two;

    Contract(ConvMode mode, String kernel) {
      one = new Named(open(mode, 1), kernel);
      two = new Named(open(mode, 2), kernel);
    }

    private static Engine open(ConvMode mode, int threads) {
      return new JavaBackend().open(new EngineOptions(threads, Limits.defaults()), mode);
    }

    @Override
    protected Engine engine() {
      return two;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? one : two;
    }

    @Override
    protected Problem draw(Draw choices) {
      return winograd(choices);
    }

    private static Problem winograd(Draw d) {
      int inC = d.pick(CHANNELS);
      int outC = d.pick(CHANNELS);
      int h = d.pick(1, 2, 3, 4, 6, 7, 9, 14, 15, 18);
      int w = d.pick(1, 2, 3, 4, 6, 7, 9, 14, 15, 18);
      int top = d.pick(1, 1, 0, 2);
      int left = d.pick(1, 1, 0, 2);
      Problem tail = Generators.conv(d);
      Problem p = Problem.of("conv").with("n", d.pick(1, 1, 2, 3), 1).with("ic", inC);
      p = p.with("oc", outC).with("ih", Math.max(h, 3 - top)).with("iw", Math.max(w, 3 - left));
      p = p.with("kh", 3).with("kw", 3).with("ph", top, 0).with("pw", left, 0);
      p = p.with("eh", d.pick(top, 1, 0), top).with("ew", d.pick(left, 1, 0), left);
      for (String word : tail.words()) {
        p = word.equals("runtime") ? p : p.with(word);
      }
      return p;
    }
  }

  /// An engine that asserts that convolutions which an algorithm can serve are served by it, and
  /// that all others are named as what they are.
  private record Named(Engine engine, String kernel) implements Engine {
    @Override
    public Executable compile(Graph graph) {
      Executable plan = engine.compile(graph);
      for (Node node : graph.nodes()) {
        if (node.op() instanceof Conv conv) {
          String wanted = applies(graph, node, conv) ? kernel : "";
          for (PlanReport.StepReport step : plan.report().steps()) {
            if (step.node().equals(node.label()) && step.multiplyAdds() > 0) {
              boolean named =
                  wanted.isEmpty()
                      ? !step.kernel().startsWith("F32Winograd")
                      : step.kernel().contains(wanted);
              if (!named) {
                throw new AssertionError(
                    "kernel '" + step.kernel() + "', required '" + wanted + "'");
              }
            }
          }
        }
      }
      return plan;
    }

    private static boolean applies(Graph graph, Node node, Conv conv) {
      Window window = conv.window();
      TensorType x = Objects.requireNonNull(graph.type(node.input(0)));
      return window.kernel().equals(Ints.of(3, 3))
          && window.strides().equals(Ints.of(1, 1))
          && window.dilations().equals(Ints.of(1, 1))
          && conv.groups() == 1
          && graph.constant(node.input(1)) != null
          && x.shape().dim(1) > LEAST_CHANNELS;
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
