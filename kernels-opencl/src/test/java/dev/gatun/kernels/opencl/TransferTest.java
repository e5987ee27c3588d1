package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.Backends;
import dev.gatun.DType;
import dev.gatun.Limits;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Unary;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tensors in all kinds of memory, larger and smaller than what is copied without a stop between.
@RequiresDevice
class TransferTest {
  /// Bytes more on each side than a tensor has, which nobody may touch.
  private static final int MARGIN = 40;

  private static final byte SEAL = 0x5a;

  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Backends.named("opencl").open(new EngineOptions(2, Limits.defaults()));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static MemorySegment memory(String kind, int bytes, Arena arena) {
    int all = bytes + 2 * MARGIN;
    return switch (kind) {
      case "bytes" -> MemorySegment.ofArray(new byte[all]);
      case "chars" -> MemorySegment.ofArray(new char[all / Character.BYTES]);
      case "shorts" -> MemorySegment.ofArray(new short[all / Short.BYTES]);
      case "ints" -> MemorySegment.ofArray(new int[all / Integer.BYTES]);
      case "longs" -> MemorySegment.ofArray(new long[all / Long.BYTES]);
      case "floats" -> MemorySegment.ofArray(new float[all / Float.BYTES]);
      case "doubles" -> MemorySegment.ofArray(new double[all / Double.BYTES]);
      case "native" -> arena.allocate(all);
      default -> throw new AssertionError(kind);
    };
  }

  private static Graph negation(int n) {
    TensorType type = TensorType.of(DType.FLOAT32, Shape.of(n));
    Node node = new Node("neg", new Unary(Unary.Kind.NEG), List.of("x"), List.of("y"));
    return new Graph(
        "negation",
        List.of(node),
        List.of("x"),
        List.of("y"),
        Map.of("x", type, "y", type),
        Map.of());
  }

  private static void fill(Tensor x, int factor) {
    for (int i = 0; i < x.shape().size(); i++) {
      x.setDouble(i, factor * (i % 1000 + 1));
    }
  }

  private static void check(Tensor x, Tensor y) {
    for (int i = 0; i < x.shape().size(); i++) {
      assertEquals(-x.getDouble(i), y.getDouble(i), 0, "element " + i);
    }
  }

  private static void run(Executable plan, Tensor x, Tensor y) {
    for (int factor = 1; factor <= 2; factor++) {
      fill(x, factor);
      plan.run(List.of(x), List.of(y));
      check(x, y);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bytes, 0",
    "bytes, 3",
    "chars, 2",
    "shorts, 6",
    "ints, 4",
    "longs, 0",
    "longs, 4",
    "floats, 8",
    "doubles, 4",
    "native, 0",
    "native, 1"
  })
  void copiesAllOfATensorAndNothingElse(String kind, int offset) {
    for (int n : new int[] {2, 1_000, 1 << 16, 100_002}) {
      Shape shape = Shape.of(n);
      int bytes = n * Float.BYTES;
      try (Arena arena = Arena.ofShared();
          Executable plan = engine.compile(negation(n))) {
        MemorySegment from = memory(kind, bytes, arena);
        MemorySegment to = memory(kind, bytes, arena).fill(SEAL);
        Tensor x = Tensor.wrap(DType.FLOAT32, shape, from.asSlice(offset, bytes));
        Tensor y = Tensor.wrap(DType.FLOAT32, shape, to.asSlice(offset, bytes));
        run(plan, x, y);
        run(plan, x, Tensor.allocate(DType.FLOAT32, shape));
        for (long i = 0; i < to.byteSize(); i++) {
          if (i < offset || i >= offset + bytes) {
            assertEquals(SEAL, to.get(ValueLayout.JAVA_BYTE, i), "byte " + i);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 100_002})
  void readsWhatMayNotBeWrittenTo(int n) {
    Shape shape = Shape.of(n);
    Tensor x = Tensor.allocate(DType.FLOAT32, shape);
    fill(x, 1);
    Tensor y = Tensor.allocate(DType.FLOAT32, shape);
    try (Executable plan = engine.compile(negation(n))) {
      plan.run(List.of(Tensor.wrap(DType.FLOAT32, shape, x.data().asReadOnly())), List.of(y));
    }
    check(x, y);
  }

  /// Whose owner may close it: a run that comes later sees that, and the next is well.
  @Test
  void memoryThatIsClosedIsAnErrorOfThatRunAlone() {
    int n = 100_002;
    Shape shape = Shape.of(n);
    try (Executable plan = engine.compile(negation(n))) {
      Arena arena = Arena.ofShared();
      Tensor closed = Tensor.allocate(DType.FLOAT32, shape, arena);
      Tensor y = Tensor.allocate(DType.FLOAT32, shape);
      run(plan, closed, y);
      arena.close();
      assertThrows(IllegalStateException.class, () -> plan.run(List.of(closed), List.of(y)));
      run(plan, Tensor.allocate(DType.FLOAT32, shape), y);
    }
  }
}
