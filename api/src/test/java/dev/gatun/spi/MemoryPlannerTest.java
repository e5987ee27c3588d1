package dev.gatun.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.spi.MemoryPlanner.Buffer;
import dev.gatun.spi.MemoryPlanner.Layout;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MemoryPlannerTest {
  private static final int STEPS = 12;

  @Provide
  Arbitrary<List<Buffer>> buffers() {
    Arbitrary<Buffer> buffer =
        Combinators.combine(
                Arbitraries.longs().between(0, 2000),
                Arbitraries.integers().between(0, STEPS - 1),
                Arbitraries.integers().between(0, 4),
                Arbitraries.of(1L, 16L, 64L, 256L))
            .as((bytes, first, life, alignment) ->
                new Buffer("", bytes, first, first + life, alignment));
    return buffer.list().ofMaxSize(40).map(MemoryPlannerTest::named);
  }

  private static List<Buffer> named(List<Buffer> buffers) {
    List<Buffer> out = new ArrayList<>();
    for (Buffer b : buffers) {
      out.add(new Buffer("b" + out.size(), b.bytes(), b.firstStep(), b.lastStep(), b.alignment()));
    }
    return out;
  }

  @Property
  void buffersThatLiveTogetherDoNotOverlap(@ForAll("buffers") List<Buffer> buffers) {
    Layout layout = MemoryPlanner.plan(buffers);
    for (int i = 0; i < buffers.size(); i++) {
      Buffer a = buffers.get(i);
      long aStart = layout.offset(a.id());
      assertEquals(0, aStart % a.alignment());
      assertTrue(aStart + a.bytes() <= layout.bytes());
      for (Buffer b : buffers.subList(0, i)) {
        long bStart = layout.offset(b.id());
        assertTrue(
            !a.livesWith(b)
                || aStart + a.bytes() <= bStart
                || bStart + b.bytes() <= aStart
                || a.bytes() == 0
                || b.bytes() == 0,
            () -> a + " at " + aStart + " overlaps " + b + " at " + bStart);
      }
    }
  }

  @Property
  void totalLiesBetweenTheLargestStepAndTheSum(@ForAll("buffers") List<Buffer> buffers) {
    long total = MemoryPlanner.plan(buffers).bytes();
    for (int step = 0; step < STEPS; step++) {
      int now = step;
      long alive =
          buffers.stream()
              .filter(b -> b.firstStep() <= now && now <= b.lastStep())
              .mapToLong(Buffer::bytes)
              .sum();
      assertTrue(total >= alive);
    }
    assertTrue(total <= buffers.stream().mapToLong(b -> b.bytes() + b.alignment() - 1).sum());
  }

  @Property
  void theSameBuffersGiveTheSameLayout(@ForAll("buffers") List<Buffer> buffers) {
    assertEquals(MemoryPlanner.plan(buffers), MemoryPlanner.plan(new ArrayList<>(buffers)));
  }

  @Test
  void aChainNeedsTwoBuffers() {
    List<Buffer> chain = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      chain.add(Buffer.of("v" + i, 1024, i, i + 1));
    }
    assertEquals(2048, MemoryPlanner.plan(chain).bytes());
  }

  @Test
  void theSmallestGapIsTaken() {
    List<Buffer> buffers =
        List.of(
            Buffer.of("wall", 1024, 0, 9),
            Buffer.of("wide", 512, 0, 0),
            Buffer.of("wall2", 448, 0, 9),
            Buffer.of("late", 320, 5, 9));
    // wide lives at step 0 only, so late fits into the hole that it leaves
    Layout layout = MemoryPlanner.plan(buffers);
    assertEquals(layout.offset("wide"), layout.offset("late"));
    assertEquals(1024 + 512 + 448, layout.bytes());
  }

  @Test
  void badBuffersAreRefused() {
    assertThrows(InvalidInputException.class, () -> Buffer.of("b", -1, 0, 0));
    assertThrows(InvalidInputException.class, () -> Buffer.of("b", 1, 2, 1));
    assertThrows(InvalidInputException.class, () -> new Buffer("b", 1, 0, 0, 48));
    Buffer b = Buffer.of("b", 1, 0, 0);
    assertThrows(InvalidInputException.class, () -> MemoryPlanner.plan(List.of(b, b)));
    assertThrows(InvalidInputException.class, () -> MemoryPlanner.plan(List.of(b)).offset("c"));
  }
}
