package dev.gatun.conformance.graphs;

import dev.gatun.conformance.reference.ReferenceBackend;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import dev.gatun.spi.Usability;
import java.util.List;

/**
 * The reference with a planted mistake: means count the pads where they must not, and do not where
 * they must.
 */
public final class WrongPools implements Backend {
  static final String NAME = "wrongpools";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Usability usability() {
    return new Usability(true, -1, "wrong on purpose");
  }

  @Override
  public Engine open(EngineOptions options) {
    Engine reference = new ReferenceBackend().open(options);
    return new Engine() {
      @Override
      public String description() {
        return "wrong on purpose";
      }

      @Override
      public boolean supports(Op op) {
        return reference.supports(op);
      }

      @Override
      public Executable compile(Graph graph) {
        List<Node> nodes = graph.nodes().stream().map(WrongPools::mistaken).toList();
        return reference.compile(
            new Graph(
                graph.name(),
                nodes,
                graph.inputs(),
                graph.outputs(),
                graph.types(),
                graph.constants()));
      }

      @Override
      public void close() {
        reference.close();
      }
    };
  }

  private static Node mistaken(Node node) {
    return node.op() instanceof Pool p && p.kind() == Pool.Kind.AVERAGE
        ? node.withOp(new Pool(p.kind(), p.window(), p.ceil(), !p.countIncludePad(), p.p(), false))
        : node;
  }
}
