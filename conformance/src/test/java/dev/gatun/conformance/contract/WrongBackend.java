package dev.gatun.conformance.contract;

import dev.gatun.Tensor;
import dev.gatun.conformance.reference.Reference;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.op.Op;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.List;

/** The reference with a planted mistake. */
record WrongBackend(Mistake mistake) implements Engine {

  /** Computes one node wrongly. */
  interface Mistake {
    void run(Op op, List<Tensor> inputs, Tensor output);

    /** Nodes of several results are computed rightly unless a mistake is about them. */
    default void run(Op op, List<Tensor> inputs, List<Tensor> outputs) {
      Reference.run(op, inputs, outputs);
    }
  }

  /** The right answer, for mistakes that begin with it. */
  static void right(Op op, List<Tensor> inputs, Tensor output) {
    Reference.run(op, inputs, List.of(output));
  }

  @Override
  public String description() {
    return "wrong on purpose";
  }

  @Override
  public boolean supports(Op op) {
    return true;
  }

  @Override
  public Executable compile(Graph graph) {
    Node node = graph.nodes().getFirst();
    return new Executable() {
      @Override
      public void run(List<Tensor> inputs, List<Tensor> outputs) {
        List<Tensor> read = new ArrayList<>();
        for (String name : node.inputs()) {
          int given = graph.inputs().indexOf(name);
          read.add(given >= 0 ? inputs.get(given) : graph.constant(name));
        }
        if (outputs.size() == 1) {
          mistake.run(node.op(), read, outputs.getFirst());
        } else {
          mistake.run(node.op(), read, outputs);
        }
      }

      @Override
      public PlanReport report() {
        return new PlanReport(List.of(), 0, 0);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
