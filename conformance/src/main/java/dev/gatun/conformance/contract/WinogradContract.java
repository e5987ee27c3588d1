package dev.gatun.conformance.contract;

import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;

/// Convolutions that Winograd's algorithms can serve: 3 × 3, stride and dilation 1, for engines
/// that are told to take one. Channels lie around vectors and panels, extents around tiles of 2 and
/// of 4.
public abstract class WinogradContract extends ConvContract {
  private static final int[] CHANNELS = {16, 5, 8, 13, 17, 31, 32, 33, 40, 65};
  private static final int[] EXTENTS = {1, 2, 3, 4, 6, 7, 9, 14, 15, 18};

  /// For subclasses.
  protected WinogradContract() {}

  /// Whether a node is such a convolution: of one group, with constant weights.
  ///
  /// @param graph the node's
  /// @param node any
  /// @return whether it can be transformed
  public static boolean serves(Graph graph, Node node) {
    return node.op() instanceof Conv conv
        && conv.window().kernel().equals(Ints.of(3, 3))
        && conv.window().strides().all(1)
        && conv.window().dilations().all(1)
        && conv.groups() == 1
        && graph.constant(node.input(1)) != null;
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
}
