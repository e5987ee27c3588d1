package dev.gatun.session;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.LimitExceededException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.ControlFlow;
import dev.gatun.op.If;
import dev.gatun.op.Loop;
import dev.gatun.op.Scan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs [ControlFlow]: bodies are graphs like any other, with plans of their own.
final class ControlRun {
  private final Node node;
  private final List<@Nullable Tensor> inputs;
  private final SharedEngine engine;
  private final Runner runner;

  private ControlRun(Node node, List<@Nullable Tensor> inputs, SharedEngine engine, Runner runner) {
    this.node = node;
    this.inputs = inputs;
    this.engine = engine;
    this.runner = runner;
  }

  /// Runs a node.
  ///
  /// @param node with a [ControlFlow]
  /// @param inputs by place, null where one is absent
  /// @param engine has the plans of the bodies
  /// @param runner runs the bodies' executables
  /// @return one tensor per output of the node
  static List<Tensor> run(
      Node node, List<@Nullable Tensor> inputs, SharedEngine engine, Runner runner) {
    ControlRun run = new ControlRun(node, inputs, engine, runner);
    if (!(node.op() instanceof ControlFlow op)) {
      throw new IllegalArgumentException(node.op().title() + ": required control flow");
    }
    List<Tensor> results =
        switch (op) {
          case If o -> run.branch(o);
          case Loop o -> run.loop(o);
          case Scan o -> run.scan(o);
        };
    return results.subList(0, node.outputs().size());
  }

  private Tensor input(int place) {
    Tensor tensor = inputs.get(place);
    if (tensor == null) {
      throw wrong("got no input " + place + ", which is required");
    }
    return tensor;
  }

  private List<Tensor> inputs(int from, int to) {
    List<Tensor> list = new ArrayList<>();
    for (int i = from; i < to; i++) {
      list.add(input(i));
    }
    return list;
  }

  private InvalidInputException wrong(String gotAndRequired) {
    return new InvalidInputException(
        "node '" + node.label() + "' (" + node.op().title() + "): " + gotAndRequired);
  }

  private boolean isTrue(Tensor condition) {
    if (condition.shape().size() != 1) {
      throw wrong("got a condition " + condition + ", required one element");
    }
    return condition.getLong(0) != 0;
  }

  private List<Tensor> branch(If op) {
    Graph taken = isTrue(input(0)) ? op.thenBranch() : op.elseBranch();
    return run(taken, inputs(1, inputs.size()));
  }

  /// Runs a body. Its plans are made for the element types that its inputs have, which a state that
  /// comes out of the round before may not have.
  private List<Tensor> run(Graph body, List<Tensor> call) {
    for (int i = 0; i < call.size(); i++) {
      TensorType type = body.type(body.inputs().get(i));
      if (type != null && type.dtype() != call.get(i).dtype()) {
        throw wrong(
            "got "
                + call.get(i)
                + " for the body's input '"
                + body.inputs().get(i)
                + "', required "
                + type.dtype());
      }
    }
    return engine.body(body).run(call, runner);
  }

  private List<Tensor> loop(Loop op) {
    long most = inputs.get(0) == null ? Long.MAX_VALUE : one(input(0));
    boolean goOn = inputs.get(1) == null || isTrue(input(1));
    List<Tensor> states = inputs(2, 2 + op.states());
    List<Tensor> captured = inputs(2 + op.states(), inputs.size());
    Rounds rounds = new Rounds(op.body(), 1 + op.states());
    for (long i = 0; i < most && goOn; i++) {
      requireRoom(i);
      List<Tensor> call = new ArrayList<>(List.of(Tensor.scalar(i), truth()));
      call.addAll(states);
      call.addAll(captured);
      List<Tensor> results = rounds.run(call);
      goOn = isTrue(results.getFirst());
      states = results.subList(1, 1 + op.states());
    }
    List<Tensor> results = new ArrayList<>(states);
    for (int i = 0; i < rounds.stacked.size(); i++) {
      results.add(rounds.stack(i, 0, false));
    }
    return results;
  }

  private long one(Tensor count) {
    if (count.shape().size() != 1) {
      throw wrong("got a number of rounds " + count + ", required one element");
    }
    return count.getLong(0);
  }

  private static Tensor truth() {
    Tensor truth = Tensor.allocate(DType.BOOL, Shape.scalar());
    truth.setLong(0, 1);
    return truth;
  }

  private void requireRoom(long round) {
    long limit = engine.options().limits().loopRounds();
    if (round >= limit) {
      throw new LimitExceededException(
          "node '" + node.label() + "' (Loop): got more rounds than Limits.loopRounds, " + limit);
    }
  }

  private List<Tensor> scan(Scan op) {
    int scanned = op.inputAxes().size();
    List<Tensor> states = inputs(0, op.states());
    List<Tensor> sequences = inputs(op.states(), op.states() + scanned);
    List<Tensor> captured = inputs(op.states() + scanned, inputs.size());
    long length = length(op, sequences);
    Rounds rounds = new Rounds(op.body(), op.states());
    for (long i = 0; i < length; i++) {
      List<Tensor> call = new ArrayList<>(states);
      for (int s = 0; s < scanned; s++) {
        Tensor sequence = sequences.get(s);
        boolean reversed = op.inputsReversed().get(s) != 0;
        call.add(
            Slices.take(
                sequence,
                axis(op.inputAxes().at(s), sequence.shape().rank()),
                reversed ? length - 1 - i : i));
      }
      call.addAll(captured);
      states = rounds.run(call).subList(0, op.states());
    }
    List<Tensor> results = new ArrayList<>(states);
    for (int i = 0; i < rounds.stacked.size(); i++) {
      results.add(rounds.stack(i, op.outputAxes().at(i), op.outputsReversed().get(i) != 0));
    }
    return results;
  }

  private long length(Scan op, List<Tensor> sequences) {
    long length = -1;
    for (int s = 0; s < sequences.size(); s++) {
      Shape shape = sequences.get(s).shape();
      long extent = shape.dim(axis(op.inputAxes().at(s), shape.rank()));
      if (length >= 0 && extent != length) {
        throw wrong(
            "got sequences of " + length + " and " + extent + " slices, required one length");
      }
      length = extent;
    }
    return length;
  }

  private int axis(int axis, int rank) {
    int place = axis < 0 ? axis + rank : axis;
    if (place < 0 || place >= rank) {
      throw wrong("got axis " + axis + ", required one of " + rank + " axes");
    }
    return place;
  }

  /// The rounds of one body, and what is to be stacked of their results.
  private final class Rounds {
    private final Graph body;
    private final int carried;
    private final List<List<Tensor>> stacked = new ArrayList<>();

    /// @param carried how many of the results are not stacked
    Rounds(Graph body, int carried) {
      this.body = body;
      this.carried = carried;
      for (int i = carried; i < body.outputs().size(); i++) {
        stacked.add(new ArrayList<>());
      }
    }

    List<Tensor> run(List<Tensor> call) {
      List<Tensor> results = ControlRun.this.run(body, call);
      for (int i = 0; i < stacked.size(); i++) {
        stacked.get(i).add(results.get(carried + i));
      }
      return results;
    }

    Tensor stack(int i, int axis, boolean reversed) {
      List<Tensor> slices = stacked.get(i);
      TensorType type = body.type(body.outputs().get(carried + i));
      if (slices.isEmpty()) {
        return nothing(type, axis);
      }
      Shape first = slices.getFirst().shape();
      for (Tensor slice : slices) {
        if (!slice.shape().equals(first)) {
          throw wrong(
              "got results of shapes "
                  + first
                  + " and "
                  + slice.shape()
                  + " to be stacked, required one shape");
        }
      }
      return Slices.stack(slices, axis(axis, first.rank() + 1), reversed);
    }

    /// The stack of no rounds: extents that are not declared count as 0.
    private Tensor nothing(@Nullable TensorType type, int axis) {
      if (type == null) {
        throw wrong("got no rounds and a result of unknown type, required a declared type");
      }
      List<Dim> dims = type.dims();
      List<Long> extents = new ArrayList<>();
      if (dims != null) {
        for (Dim dim : dims) {
          extents.add(dim instanceof Dim.Known known ? known.value() : 0L);
        }
      }
      extents.add(axis(axis, extents.size() + 1), 0L);
      long[] shape = extents.stream().mapToLong(Long::longValue).toArray();
      return Tensor.allocate(type.dtype(), Shape.of(shape));
    }
  }
}
