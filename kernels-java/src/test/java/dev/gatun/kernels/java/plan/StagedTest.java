package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.choice.TileChoice;
import dev.gatun.kernels.java.width.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class StagedTest {
  @Test
  void aKernelIsAtWorkOnlyOnceItIsCompiled() {
    List<String> compiled = new ArrayList<>();
    AtomicReference<Staged<String>> self = new AtomicReference<>();
    Staged<String> staged =
        new Staged<>(
            "small",
            "large",
            kernel -> {
              compiled.add(kernel);
              assertEquals(compiled.size() == 1 ? "large" : "small", self.get().now());
            });
    self.set(staged);
    assertEquals("large", staged.now()); // steps of little work are never staged
    staged.begin();
    assertEquals("small", staged.now());
    staged.finish();
    assertEquals("large", staged.now());
    assertEquals("large", staged.best());
    assertEquals(List.of("small", "large"), compiled);
  }

  @Test
  void rowsBeginWithTilesOfOnePixelThatAllStridesShare() {
    ConvTile[] standIns = new ConvTile[2];
    for (int stride = 1; stride <= 2; stride++) {
      ConvTerms terms = new ConvTerms(stride * Width.LANES, true, true);
      Staged<ConvTile[]> cover = new TileTable(TileChoice.best(), terms, 64).cover(2, 15);
      ConvTile[] best = cover.now();
      assertEquals(15, Arrays.stream(best).mapToInt(ConvTile::pixels).sum());
      cover.begin();
      assertNotSame(best, cover.now());
      assertEquals(15, cover.now().length);
      for (ConvTile tile : cover.now()) {
        assertEquals(1, tile.pixels());
        assertEquals(2, tile.blocks());
      }
      standIns[stride - 1] = cover.now()[0];
      cover.finish();
      assertSame(best, cover.now());
    }
    assertSame(standIns[0].getClass(), standIns[1].getClass());
  }
}
