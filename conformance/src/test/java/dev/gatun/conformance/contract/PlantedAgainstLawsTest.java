package dev.gatun.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gatun.Tensor;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Conv;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Reduce;
import dev.gatun.spi.Engine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * Each law finds a mistake without being told what is right, and each family runs between fences.
 */
class PlantedAgainstLawsTest {

  private static final class Contract extends BackendContract {
    private final Engine engine;
    private final @Nullable Engine three;

    Contract(Engine engine, @Nullable Engine three) {
      this.engine = engine;
      this.three = three;
    }

    @Override
    protected Engine engine() {
      return engine;
    }

    @Override
    protected @Nullable Engine engine(int threads) {
      return threads == 1 ? engine : three;
    }

    @Override
    protected Problem draw(Draw choices) {
      return Generators.conv(choices);
    }
  }

  /** The last element is one too large where something is the case. */
  private static WrongBackend.Mistake lastOff(Predicate<Op> where) {
    return (op, in, y) -> {
      WrongBackend.right(op, in, y);
      long size = y.shape().size();
      if (size > 0 && where.test(op)) {
        y.setDouble(size - 1, y.getDouble(size - 1) + 1);
      }
    };
  }

  private static boolean isDilated(Op op) {
    return op instanceof Conv c && !c.window().dilations().all(1);
  }

  private static void addedToFirstColumn(Op op, List<Tensor> in, Tensor y) {
    WrongBackend.right(op, in, y);
    long width = y.shape().dim(y.shape().rank() - 1);
    for (long i = 0; i < y.shape().size(); i += width) {
      y.setDouble(i, y.getDouble(i) + 1);
    }
  }

  private static void clamped(Op op, List<Tensor> in, Tensor y) {
    WrongBackend.right(op, in, y);
    for (long i = 0; i < y.shape().size(); i++) {
      y.setDouble(i, Math.clamp(y.getDouble(i), -3, 3));
    }
  }

  /** A mistake for each law that only a comparison with another run shows. */
  private static final Map<String, WrongBackend.Mistake> MISTAKES =
      Map.of(
          "a moved image gives a moved result", PlantedAgainstLawsTest::addedToFirstColumn,
          "of a sum is the sum", PlantedAgainstLawsTest::clamped,
          "groups are concatenated parts", lastOff(op -> op instanceof Conv c && c.groups() > 1),
          "1×1 is a matrix product", lastOff(op -> op instanceof MatMul),
          "dilation is a zero-stuffed kernel", lastOff(PlantedAgainstLawsTest::isDilated),
          "is the gradient of a convolution", lastOff(op -> op instanceof Conv),
          "folds into the convolution before it", lastOff(op -> op instanceof BatchNorm),
          "groups of one are instances", lastOff(op -> op instanceof InstanceNorm),
          "a sum is a sum of sums", lastOff(op -> op instanceof Reduce r && r.axes().size() == 2));

  private static WrongBackend.Mistake mistake(String law) {
    return MISTAKES.getOrDefault(law, lastOff(_ -> true));
  }

  @Test
  void everyLawFindsAMistake() {
    Set<String> tried = new HashSet<>();
    for (Family family : Family.ALL) {
      for (Family.Law law : family.laws()) {
        tried.add(law.name());
        Engine wrong = new WrongBackend(mistake(law.name()));
        assertFound(family, law.name(), new Contract(wrong, null), law.check());
      }
    }
    assertTrue(tried.containsAll(MISTAKES.keySet()), "no mistake without its law");
  }

  private static void assertFound(
      Family family,
      String what,
      BackendContract contract,
      BiConsumer<BackendContract, Problem> check) {
    Random random = new Random(11);
    int silent = 0;
    for (int i = 0; i < 100; i++) {
      Problem problem =
          family.generator().apply(new Draw(random.ints(40, 0, 10_000).boxed().toList()));
      try {
        check.accept(contract, problem);
      } catch (AssertionError e) {
        return;
      } catch (TestAbortedException e) {
        silent++; // the law says nothing of this problem
      }
    }
    fail(
        "%s: %s: the mistake was not found in 100 tries, of %d of which the law says nothing"
            .formatted(family.name(), what, silent));
  }

  /** What computes the last image of a batch otherwise than an image alone. */
  @Test
  void everyFamilySeesAMistakeInOneImageOfABatch() {
    WrongBackend.Mistake mistake =
        (op, in, y) -> {
          WrongBackend.right(op, in, y);
          long size = y.shape().size();
          if (size > 0 && y.shape().dim(0) > 1) {
            double last = y.getDouble(size - 1);
            y.setDouble(size - 1, last == 0 ? 1 : 0);
          }
        };
    Contract contract = new Contract(new WrongBackend(mistake), null);
    for (Family family : Family.ALL) {
      assertFound(
          family,
          "batch",
          contract,
          (c, p) -> {
            if (SharedLaws.hasBatches(p)) {
              SharedLaws.batchIsEachImageAlone(c, p);
            }
          });
    }
  }

  @Test
  void everyFamilySeesThatThreadsChangeBits() {
    Engine wrong = new WrongBackend(lastOff(_ -> true));
    Contract contract = new Contract(new WrongBackend(WrongBackend::right), wrong);
    for (Family family : Family.ALL) {
      assertFound(family, "threads", contract, BackendContract::verifyThreads);
    }
  }

  /** Writes one byte behind the output. */
  @SuppressWarnings("restricted") // what native code could do
  private static void beyond(Op op, List<Tensor> in, Tensor y) {
    WrongBackend.right(op, in, y);
    long end = y.data().address() + y.data().byteSize();
    MemorySegment.ofAddress(end).reinterpret(1).set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
  }

  @Test
  void everyFamilyRunsBetweenFences() {
    WrongBackend.Mistake changed =
        (op, in, y) -> {
          WrongBackend.right(op, in, y);
          Tensor x = in.getFirst();
          if (x.shape().size() > 0) {
            x.setDouble(0, x.getDouble(0) + 1);
          }
        };
    for (Family family : Family.ALL) {
      Contract writes = new Contract(new WrongBackend(PlantedAgainstLawsTest::beyond), null);
      assertFound(family, "a write behind the output", writes, BackendContract::verify);
      Contract changes = new Contract(new WrongBackend(changed), null);
      assertFound(family, "a changed input", changes, BackendContract::verify);
      Contract forgets = new Contract(new WrongBackend((op, in, y) -> {}), null);
      assertFound(family, "an output that was not written", forgets, BackendContract::verify);
    }
  }

  @Test
  void aRightEngineKeepsEveryLaw() {
    Contract right =
        new Contract(new WrongBackend(WrongBackend::right), new WrongBackend(WrongBackend::right));
    for (Family family : Family.ALL) {
      int kept = 0;
      int silent = 0;
      Random random = new Random(13);
      for (int i = 0; i < 5; i++) {
        Problem problem =
            family.generator().apply(new Draw(random.ints(40, 0, 10_000).boxed().toList()));
        for (Family.Law law : family.laws()) {
          try {
            law.check().accept(right, problem);
            kept++;
          } catch (TestAbortedException e) {
            silent++; // the law says nothing of this problem
          }
        }
      }
      assertEquals(
          family.laws().isEmpty(), kept == 0, family.name() + ", silent " + silent + " times");
    }
  }
}
