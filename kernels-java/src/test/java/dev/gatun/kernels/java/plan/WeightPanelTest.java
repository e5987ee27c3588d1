package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.kernels.java.width.Width;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// How the taps of a panel are cut into runs.
final class WeightPanelTest {
  @Property
  void runsFollowEachOther(
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 16) Integer> counts,
      @ForAll @IntRange(min = 1, max = 4096) int most) {
    int[] cuts = panel(counts).cuts(most);
    assertEquals(0, cuts[0]);
    assertEquals(counts.size(), cuts[cuts.length - 1]);
    for (int run = 1; run < cuts.length; run++) {
      assertTrue(cuts[run] > cuts[run - 1] || counts.isEmpty(), "a run without a tap");
    }
  }

  @Test
  void runsAreOfAboutEqualDepth() {
    assertArrayEquals(
        new int[] {0, 2, 4, 6}, panel(List.of(16, 16, 16, 16, 16, 16)).cuts(32L * bytes()));
    assertArrayEquals(new int[] {0, 6}, panel(List.of(1, 1, 1, 1, 1, 1)).cuts(6L * bytes()));
  }

  /// As many runs as taps, of which the last has nearly all channels.
  @Test
  void aLargeTapBehindSmallOnes() {
    assertArrayEquals(new int[] {0, 3, 4}, panel(List.of(1, 1, 16, 1)).cuts(6L * bytes()));
  }

  private static long bytes() {
    return Width.BLOCK_BYTES;
  }

  private static WeightPanel panel(List<Integer> counts) {
    List<Tap> taps = new ArrayList<>();
    for (int count : counts) {
      taps.add(new Tap(0, count, 0, 0, 0, 0, false));
    }
    return new WeightPanel(0, 1, taps, 0);
  }
}
