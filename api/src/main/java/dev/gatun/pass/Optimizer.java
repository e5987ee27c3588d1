package dev.gatun.pass;

import dev.gatun.InvalidInputException;
import dev.gatun.Limits;
import dev.gatun.graph.Graph;
import dev.gatun.spi.Engine;
import dev.gatun.spi.PassReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Runs the passes in their order, again and again until none fires.
///
/// Two stages: the first brings a graph into a plain form (constants folded, layout round trips
/// gone), the second fuses. Fusing early would hide operands from the plain rewritings, so the
/// second stage waits until the first has settled; it then runs all passes, since a fusion can make
/// room for a plain rewriting.
public final class Optimizer {
  /// A pass enables another rarely more than twice in a row; the bound only guards against two
  /// passes undoing each other.
  private static final int MAX_ROUNDS = 16;

  private static final List<Pass> PLAIN =
      List.of(
          new DeadNodes(),
          new ConstantFolding(),
          new DropNoOps(),
          new EinsumToMatMul(),
          new MergeReshapes(),
          new MergeTransposes(),
          new MergeClips(),
          new FuseHardSigmoid(),
          new FuseHardSwish(),
          new FuseSilu(),
          new FuseMish(),
          new FuseGelu(),
          new FuseLayerNorm(),
          new FuseGroupNorm(),
          new PushTransposes(),
          new CommonSubexpressions());

  private static final List<Pass> FUSING =
      List.of(
          new TransposeToReshape(),
          new ReduceToGlobalPool(),
          new FoldBatchNorm(),
          new MatMulBias(),
          new FoldChannelArithmetic(),
          new PadIntoWindow(),
          new FuseResidual(),
          new FuseActivation());

  private static final List<Pass> ALL = Stream.of(PLAIN, FUSING).flatMap(List::stream).toList();

  private Optimizer() {}

  /// What came out.
  ///
  /// @param graph with the same inputs and outputs
  /// @param reports one for every pass, in order; disabled ones fired 0 times
  public record Result(Graph graph, List<PassReport> reports) {
    /// Copies the list.
    public Result {
      reports = List.copyOf(reports);
    }
  }

  /// @return the names of all passes, in order
  public static List<String> names() {
    return ALL.stream().map(Pass::name).toList();
  }

  /// Optimises a graph. Types may be partly symbolic; a second run on the concrete graph finds what
  /// the first could not.
  ///
  /// @param graph what to optimise, with every type that shape inference knows
  /// @param disabled names of passes to leave out
  /// @param engine runs constant subgraphs
  /// @param limits the budget of constant folding
  /// @return the optimised graph and what the passes did
  /// @throws InvalidInputException if a disabled name is not a pass
  public static Result run(Graph graph, Set<String> disabled, Engine engine, Limits limits) {
    requireKnown(disabled);
    PassContext context = new PassContext(engine, limits);
    long[] nanos = new long[ALL.size()];
    Graph plain = settle(graph, PLAIN.size(), disabled, context, nanos);
    Graph fused = settle(plain, ALL.size(), disabled, context, nanos);
    List<PassReport> reports = new ArrayList<>();
    for (int i = 0; i < nanos.length; i++) {
      String name = ALL.get(i).name();
      reports.add(new PassReport(name, context.firings(name), nanos[i] / 1000));
    }
    return new Result(fused, reports);
  }

  /// Runs the first `count` passes until a round changes nothing.
  private static Graph settle(
      Graph graph, int count, Set<String> disabled, PassContext context, long[] nanos) {
    Graph current = graph;
    boolean changed = true;
    for (int round = 0; changed && round < MAX_ROUNDS; round++) {
      changed = false;
      for (int i = 0; i < count; i++) {
        Pass pass = ALL.get(i);
        if (!disabled.contains(pass.name())) {
          int before = context.firings(pass.name());
          long start = System.nanoTime();
          current = pass.apply(current, context);
          nanos[i] += System.nanoTime() - start;
          changed |= context.firings(pass.name()) > before;
        }
      }
    }
    return current;
  }

  private static void requireKnown(Set<String> disabled) {
    Set<String> unknown = new TreeSet<>(disabled);
    names().forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new InvalidInputException(
          "disabled passes: got unknown " + unknown + ", required names from " + names());
    }
  }
}
