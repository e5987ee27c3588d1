package dev.gatun.session;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.ModelFormatException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Op;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plans of graphs with a single node, for running operators without a model; the most recently
/// used ones are kept.
public final class OperatorPlans {
  private final SharedEngine engine;
  private final int capacity;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /// What one graph is made for.
  private record Key(
      Op op, int outputs, List<DType> dtypes, List<Shape> shapes, List<Boolean> present) {}

  private record Entry(PlanCompiler compiler, Plans plans, List<String> names) {}

  /// Starts empty.
  ///
  /// @param engine owned from now on
  /// @param capacity most operators kept, ≥ 1
  public OperatorPlans(SharedEngine engine, int capacity) {
    this.engine = engine;
    this.capacity = capacity;
  }

  /// Runs an operator once.
  ///
  /// @param op the operator
  /// @param outputs number of results
  /// @param operands in their places, null where one is absent
  /// @return the results in new memory
  public List<Tensor> run(Op op, int outputs, @Nullable Tensor[] operands) {
    List<Tensor> inputs = new ArrayList<>();
    List<Boolean> present = new ArrayList<>();
    for (Tensor operand : operands) {
      present.add(operand != null);
      if (operand != null) {
        inputs.add(operand);
      }
    }
    Key key =
        new Key(
            op,
            outputs,
            inputs.stream().map(Tensor::dtype).toList(),
            inputs.stream().map(Tensor::shape).toList(),
            present);
    while (true) {
      Entry entry = entry(key);
      CallCheck.requireInputs(entry.names, List.copyOf(entry.compiler.inputs().values()), inputs);
      List<Tensor> results = entry.plans.tryRun(inputs);
      if (results != null) {
        return results;
      }
    }
  }

  private Entry entry(Key key) {
    List<Entry> evicted = new ArrayList<>();
    Entry entry;
    synchronized (this) {
      if (closed) {
        throw new InvalidInputException("Kernels: got a call after close, required open kernels");
      }
      entry = entries.get(key);
      if (entry == null) {
        entry = create(key);
        entries.put(key, entry);
        Iterator<Entry> oldest = entries.values().iterator();
        while (entries.size() > capacity) {
          evicted.add(oldest.next());
          oldest.remove();
        }
      }
    }
    evicted.forEach(e -> e.plans.close());
    return entry;
  }

  private Entry create(Key key) {
    try {
      PlanCompiler compiler = PlanCompiler.of(graph(key), engine);
      Plans plans = Plans.owning(engine, compiler);
      return new Entry(compiler, plans, List.copyOf(compiler.inputs().keySet()));
    } catch (ModelFormatException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Graph graph(Key key) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    List<String> operands = new ArrayList<>();
    for (boolean present : key.present) {
      int next = types.size();
      String name = present ? "operand " + operands.size() : Node.ABSENT;
      operands.add(name);
      if (present) {
        types.put(name, TensorType.of(key.dtypes.get(next), key.shapes.get(next)));
      }
    }
    List<String> results = new ArrayList<>();
    for (int i = 0; i < key.outputs; i++) {
      results.add("result " + i);
    }
    Node node = new Node(key.op.title(), key.op, operands, results);
    return new Graph(
        "kernel", List.of(node), List.copyOf(types.keySet()), results, types, Map.of());
  }

  /// Refuses further calls; the engine goes when those under way are done. Closing twice does
  /// nothing.
  public void close() {
    List<Entry> all;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      all = List.copyOf(entries.values());
      entries.clear();
    }
    all.forEach(e -> e.plans.close());
    engine.release();
  }
}
