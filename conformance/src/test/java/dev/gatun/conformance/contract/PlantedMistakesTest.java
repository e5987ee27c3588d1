package dev.gatun.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import dev.gatun.spi.Engine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * The kit itself under test: every planted mistake must be found within the contracts' own number
 * of tries.
 */
class PlantedMistakesTest {

  private static final class Contract extends BackendContract {
    private final Engine engine;

    Contract(Engine engine) {
      this.engine = engine;
    }

    @Override
    protected Engine engine() {
      return engine;
    }

    @Override
    protected Problem draw(Draw choices) {
      return Generators.conv(choices);
    }
  }

  static String caught(Function<Draw, Problem> generator, WrongBackend.Mistake mistake) {
    BackendContract contract = new Contract(new WrongBackend(mistake));
    Random random = new Random(7);
    int mistrusted = 0;
    for (int i = 0; i < 150; i++) {
      Problem problem = generator.apply(new Draw(random.ints(40, 0, 10_000).boxed().toList()));
      try {
        contract.verify(problem);
      } catch (AssertionError e) {
        assertTrue(
            e.getMessage().contains("rerun with -Dgatun.problem='" + problem + "'"),
            e.getMessage());
        return e.getMessage();
      } catch (TestAbortedException e) {
        mistrusted++; // a case that could not have failed
      }
    }
    return fail("the mistake was not found in 150 tries, " + mistrusted + " of them mistrusted");
  }

  static List<Tensor> with(List<Tensor> inputs, int place, Tensor other) {
    List<Tensor> changed = new ArrayList<>(inputs);
    changed.set(place, other);
    return changed;
  }

  static Tensor copy(Tensor tensor) {
    Tensor copy = Tensor.allocate(tensor.dtype(), tensor.shape());
    tensor.copyTo(copy);
    return copy;
  }

  private static Tensor withoutLastTap(Tensor w) {
    Tensor changed = copy(w);
    long taps = w.shape().size(2, w.shape().rank());
    for (long i = taps - 1; taps > 1 && i < w.shape().size(); i += taps) {
      changed.setDouble(i, 0);
    }
    return changed;
  }

  private static Gemm untransposed(Gemm g) {
    return new Gemm(g.alpha(), g.beta(), g.transA(), false, g.activation());
  }

  private static Window swapped(Window w) {
    return w.withPads(w.padsEnd(), w.padsBegin());
  }

  @Test
  void aRightBackendPasses() {
    BackendContract contract = new Contract(new WrongBackend(WrongBackend::right));
    assertDoesNotThrow(
        () -> contract.verify(Problem.parse("conv n1 ic3 oc4 iw5 ih5 kw3 kh3 pw1 ph1 bias relu")));
  }

  @Test
  void droppedLastTap() {
    caught(
        Generators::conv,
        (op, in, y) -> WrongBackend.right(op, with(in, 1, withoutLastTap(in.get(1))), y));
    caught(
        Generators::depthwise,
        (op, in, y) -> WrongBackend.right(op, with(in, 1, withoutLastTap(in.get(1))), y));
    caught(
        Generators::convTranspose,
        (op, in, y) -> WrongBackend.right(op, with(in, 1, withoutLastTap(in.get(1))), y));
  }

  @Test
  void padsOfBothEndsMixedUp() {
    caught(
        Generators::conv,
        (op, in, y) ->
            WrongBackend.right(((Conv) op).withWindow(swapped(((Conv) op).window())), in, y));
    caught(
        Generators::pool,
        (op, in, y) ->
            WrongBackend.right(((Pool) op).withWindow(swapped(((Pool) op).window())), in, y));
  }

  @Test
  void upperClampForgotten() {
    caught(
        Generators::conv,
        (op, in, y) -> {
          Conv conv = (Conv) op;
          boolean clip = conv.activation().kind() == Activation.Kind.CLIP;
          WrongBackend.right(
              clip
                  ? conv.withActivation(
                      Activation.clip(conv.activation().a(), Float.POSITIVE_INFINITY))
                  : conv,
              in,
              y);
        });
  }

  @Test
  void residualForgotten() {
    caught(
        Generators::conv,
        (op, in, y) -> WrongBackend.right(op, in.size() > 3 ? in.subList(0, 3) : in, y));
  }

  @Test
  void activationOfTheTransposedConvolutionForgotten() {
    caught(
        Generators::convTranspose,
        (op, in, y) ->
            WrongBackend.right(((ConvTranspose) op).withActivation(Activation.NONE), in, y));
  }

  @Test
  void padsCountedInTheMean() {
    caught(
        Generators::pool,
        (op, in, y) -> {
          Pool p = (Pool) op;
          WrongBackend.right(
              new Pool(p.kind(), p.window(), p.ceil(), true, p.p(), p.columnMajorIndices()), in, y);
        });
  }

  @Test
  void epsilonForgotten() {
    caught(Generators::batchNorm, (op, in, y) -> WrongBackend.right(new BatchNorm(0), in, y));
  }

  @Test
  void transpositionForgotten() {
    caught(
        Generators::product,
        (op, in, y) -> {
          boolean square = in.get(1).shape().dim(0) == in.get(1).shape().dim(1);
          boolean wrong = square && op instanceof Gemm g && g.transB();
          WrongBackend.right(wrong ? untransposed((Gemm) op) : op, in, y);
        });
  }

  @Test
  void lastElementNotWritten() {
    String message =
        caught(
            Generators::conv,
            (op, in, y) -> {
              Tensor whole = copy(y);
              WrongBackend.right(op, in, whole);
              for (long i = 0; i < y.shape().size() - 1; i++) {
                y.setDouble(i, whole.getDouble(i));
              }
            });
    assertTrue(message.contains("got NaN"), message);
  }

  @Test
  void inputChanged() {
    String message =
        caught(
            Generators::conv,
            (op, in, y) -> {
              WrongBackend.right(op, in, y);
              in.getFirst().setDouble(0, 99);
            });
    assertTrue(message.contains("was changed by the run"), message);
  }

  @Test
  void secondRunDiffers() {
    AtomicInteger runs = new AtomicInteger();
    String message =
        caught(
            Generators::conv,
            (op, in, y) -> {
              WrongBackend.right(op, in, y);
              y.setDouble(0, y.getDouble(0) + runs.getAndIncrement());
            });
    assertTrue(message.contains("a second run of the same plan differs"), message);
  }

  @Test
  void aWriteBehindTheEndIsSeen() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> {
              try (Arena arena = Arena.ofConfined()) {
                MemorySegment zone = arena.allocate(1024);
                Fences.Fenced fenced = Fences.Fenced.in(zone, Tensor.of(new float[4], 4));
                fenced.requireIntact("the output");
                zone.set(ValueLayout.JAVA_BYTE, Fences.ZONE_BYTES + 16, (byte) 0);
                fenced.requireIntact("the output");
              }
            });
    assertTrue(error.getMessage().contains("0 bytes after the output"), error.getMessage());
  }

  @Test
  void nanLostInAMaximum() {
    Engine engine =
        new WrongBackend((op, in, y) -> {
          Tensor x = copy(in.getFirst());
          for (long i = 0; i < x.shape().size(); i++) {
            x.setDouble(
                i, Double.isNaN(x.getDouble(i)) ? Double.NEGATIVE_INFINITY : x.getDouble(i));
          }
          WrongBackend.right(op, with(in, 0, x), y);
        });
    assertThrows(AssertionError.class, () -> SpecialValues.maxPool(engine));
  }

  @Test
  void aCaseThatCannotFailIsMistrusted() {
    Judge judge = new Judge(new double[100], new double[100], null);
    assertFalse(judge.isTrustworthy());
  }
}
