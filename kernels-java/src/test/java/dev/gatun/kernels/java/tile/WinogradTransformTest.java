package dev.gatun.kernels.java.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.kernels.java.tile.ConvCase.Values;
import dev.gatun.kernels.java.tile.choice.TileChoice;
import dev.gatun.kernels.java.tile.scalar.ScalarTiles;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Winograd transforms of every table: there, a product per point, and back is a convolution; and
/// vector and scalar transforms have the same bits.
final class WinogradTransformTest {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float GUARD = -7.25e11f;

  /// One row of tiles of one channel block, with everything between input and output.
  private record Row(WinogradTransform transform, int tiles, MemorySegment y, long yRow) {
    static Row run(
        Arena arena,
        WinogradTransform transform,
        int tiles,
        int rows,
        MemorySegment x,
        double[][] u,
        float low,
        float high) {
      int columns = transform.outputs() * tiles + 2;
      long line = (long) columns * Width.BLOCK_BYTES;
      long point = (long) tiles * Width.BLOCK_BYTES + 64;
      MemorySegment zeros = arena.allocate(line, 64);
      MemorySegment strip = arena.allocate(transform.extent() * line + 64, 64);
      MemorySegment v = arena.allocate(transform.points() * point + 64, 64);
      transform.columns(x, 4, line, rows, zeros, columns, strip, 64);
      transform.tiles(strip, 64, tiles, v, 32, point);
      for (int k = 0; k < transform.points(); k++) {
        for (int i = 0; i < tiles * Width.LANES; i++) {
          long at = 32 + k * point + 4L * i;
          float weight = (float) u[k / transform.extent()][k % transform.extent()];
          v.set(FLOAT, at, v.get(FLOAT, at) * weight);
        }
      }
      MemorySegment bias = arena.allocate(Width.BLOCK_BYTES + 4L, 64);
      for (int l = 0; l < Width.LANES; l++) {
        bias.set(FLOAT, 4 + 4L * l, l);
      }
      long yRow = (long) tiles * transform.outputs() * Width.BLOCK_BYTES + 8;
      MemorySegment y = ((Values) () -> GUARD).fill(arena, (int) (transform.outputs() * yRow / 4));
      transform.outputs(v, 32, point, tiles, bias, 4, y, 0, yRow, low, high);
      return new Row(transform, tiles, y, yRow);
    }

    float at(int row, int column, int lane) {
      return y.get(FLOAT, row * yRow + (long) column * Width.BLOCK_BYTES + 4L * lane);
    }
  }

  private static double[][] points(int outputs, double[][] w) {
    double[][] g = WinogradTransform.weightMatrix(outputs);
    double[][] u = new double[g.length][g.length];
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j < g.length; j++) {
        for (int k = 0; k < 9; k++) {
          u[i][j] += g[i][k / 3] * w[k / 3][k % 3] * g[j][k % 3];
        }
      }
    }
    return u;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void thereAndBackIsAConvolution(int outputs) {
    Random random = new Random(outputs);
    double[][] w = new double[3][3];
    for (double[] row : w) {
      for (int j = 0; j < 3; j++) {
        row[j] = random.nextInt(9) - 4;
      }
    }
    double[][] u = points(outputs, w);
    double slack = outputs == 2 ? 0 : 2e-4; // quarters are exact, square roots are not
    for (Tiles set : TileSets.all()) {
      WinogradTransform transform = set.winograd(outputs);
      for (int tiles : new int[] {1, 3}) {
        for (int rows = 3; rows <= transform.extent(); rows++) {
          try (Arena arena = Arena.ofShared()) {
            int columns = outputs * tiles + 2;
            MemorySegment x = Values.integers(random).fill(arena, 1 + rows * columns * Width.LANES);
            Row row = Row.run(arena, transform, tiles, rows, x, u, -INFINITY, INFINITY);
            for (int r = 0; r < rows - 2; r++) {
              for (int c = 0; c < outputs * tiles; c++) {
                for (int l = 0; l < Width.LANES; l++) {
                  double wanted = l;
                  for (int k = 0; k < 9; k++) {
                    long pixel = (long) (r + k / 3) * columns + c + k % 3;
                    wanted += w[k / 3][k % 3] * x.get(FLOAT, 4 + 4 * (pixel * Width.LANES + l));
                  }
                  assertEquals(wanted, row.at(r, c, l), slack, transform.name() + " " + rows);
                }
              }
            }
          }
        }
      }
    }
  }

  @Property(tries = 60)
  void vectorAndScalarHaveTheSameBits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int tiles) {
    Random random = new Random(seed);
    int outputs = random.nextBoolean() ? 2 : 4;
    int rows = 1 + random.nextInt(outputs + 2);
    double[][] u = points(outputs, new double[][] {{1, -2, 0.5}, {0.25, 3, -1}, {0.1, 0, 7}});
    try (Arena arena = Arena.ofShared()) {
      int floats = 1 + rows * (outputs * tiles + 2) * Width.LANES;
      MemorySegment x = Values.wild(random).fill(arena, floats);
      WinogradTransform best = TileChoice.best().winograd(outputs);
      Row got = Row.run(arena, best, tiles, rows, x, u, -1, 4);
      Row wanted = Row.run(arena, new ScalarTiles().winograd(outputs), tiles, rows, x, u, -1, 4);
      for (long at = 0; at < got.y().byteSize(); at += 4) {
        // + 0: the sign of a zero clamp bound is free
        assertEquals(wanted.y().get(FLOAT, at) + 0f, got.y().get(FLOAT, at) + 0f, best.name());
      }
    }
  }

  @Test
  void memoryOutsideItsSegmentIsRefused() {
    for (Tiles set : TileSets.all()) {
      for (int outputs : new int[] {2, 4}) {
        WinogradTransform transform = set.winograd(outputs);
        try (Arena arena = Arena.ofShared()) {
          MemorySegment small = arena.allocate(Width.BLOCK_BYTES, 64);
          MemorySegment large = arena.allocate(1 << 16, 64);
          List<Runnable> calls =
              List.of(
                  () -> transform.columns(small, 0, 64, 6, large, 2, large, 0),
                  () -> transform.columns(large, 0, 64, 6, large, 2, small, 0),
                  () -> transform.columns(large, -64, 64, 6, large, 2, large, 0),
                  () -> transform.tiles(small, 0, 2, large, 0, 256),
                  () -> transform.tiles(large, 0, 2, small, 0, 256),
                  () -> transform.tiles(large, 0, 2, large, 0, 1 << 16),
                  () -> transform.outputs(small, 0, 256, 2, large, 0, large, 0, 512, 0f, 1f),
                  () -> transform.outputs(large, 0, 256, 2, large, 0, small, 0, 512, 0f, 1f),
                  () -> transform.outputs(large, 0, 256, 2, large, 1 << 16, large, 0, 512, 0f, 1f));
          for (int i = 0; i < calls.size(); i++) {
            int call = i;
            assertThrows(
                IndexOutOfBoundsException.class,
                () -> calls.get(call).run(),
                () -> transform.name() + " call " + call);
          }
        }
      }
    }
  }
}
