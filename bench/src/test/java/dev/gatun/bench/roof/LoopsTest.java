package dev.gatun.bench.roof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The loops do what they claim, all of it and nothing beside it: a loop that skipped work would
/// raise the roof.
class LoopsTest {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT;
  private static final long BYTES = 3 * Loops.UNIT;

  static Stream<Loops> loops() {
    return Stream.of(new VectorLoops(), new ScalarLoops());
  }

  @ParameterizedTest
  @MethodSource("loops")
  void every_multiply_add_is_done(Loops loops) {
    for (int rounds : new int[] {0, 1, 7, 800}) {
      assertEquals(66 + 12 * rounds / 8f, loops.fma(rounds));
    }
  }

  @ParameterizedTest
  @MethodSource("loops")
  void reading_sees_the_first_lane_of_every_vector(Loops loops) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(BYTES + 2 * Loops.UNIT, 64);
      assertEquals(0f, loops.read(memory, Loops.UNIT, BYTES));
      for (long at = 0; at < BYTES; at += 64) {
        memory.set(F32, Loops.UNIT + at, 1);
        assertNotEquals(0f, loops.read(memory, Loops.UNIT, BYTES), "at byte " + at);
        memory.set(F32, Loops.UNIT + at, 0);
      }
      memory.set(F32, Loops.UNIT - 4, 1);
      memory.set(F32, Loops.UNIT + BYTES, 1);
      assertEquals(0f, loops.read(memory, Loops.UNIT, BYTES), "beyond the ends");
    }
  }

  @ParameterizedTest
  @MethodSource("loops")
  void copies_and_triads(Loops loops) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(4 * BYTES, 64);
      for (long at = 0; at < 2 * BYTES; at += 4) {
        memory.set(F32, at, (float) at);
      }
      loops.copy(memory, 0, 3 * BYTES, BYTES);
      loops.triad(memory, 0, BYTES, 2 * BYTES, BYTES);
      for (long at = 0; at < BYTES; at += 4) {
        assertEquals((float) at, memory.get(F32, 3 * BYTES + at));
        assertEquals(at + 0.5f * (BYTES + at), memory.get(F32, 2 * BYTES + at));
      }
    }
  }
}
