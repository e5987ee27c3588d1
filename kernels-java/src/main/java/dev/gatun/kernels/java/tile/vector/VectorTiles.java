package dev.gatun.kernels.java.tile.vector;

import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.DepthwiseTile;
import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.width.KernelCompilation;
import dev.gatun.kernels.java.width.Width;
import java.util.List;

/// The tiles of the Vector API. Loading this class needs the module jdk.incubator.vector.
public final class VectorTiles implements Tiles {
  private static final boolean WIDE = Width.REGISTERS >= 32;

  static {
    KernelCompilation.onlyByC2(
        "dev/gatun/kernels/java/tile/vector/F32*"); // before the first tile loads
  }

  @Override
  public List<ConvTile> conv(int blocks, int pixelStride, boolean evenCounts) {
    if (evenCounts && pixelStride == Width.LANES) {
      return WIDE ? TileTable.wide(blocks, pixelStride) : TileTable.narrow(blocks, pixelStride);
    }
    if (evenCounts && pixelStride == 2 * Width.LANES) {
      return WIDE ? TileTable.wideS2(blocks, pixelStride) : TileTable.narrowS2(blocks, pixelStride);
    }
    if (pixelStride == 1) {
      return WIDE
          ? TileTable.widePlanar(blocks, pixelStride)
          : TileTable.narrowPlanar(blocks, pixelStride);
    }
    if (pixelStride == 2) {
      return WIDE
          ? TileTable.widePlanarS2(blocks, pixelStride)
          : TileTable.narrowPlanarS2(blocks, pixelStride);
    }
    return WIDE ? TileTable.wideAny(blocks, pixelStride) : TileTable.narrowAny(blocks, pixelStride);
  }

  @Override
  public List<DepthwiseTile> depthwise(int pixelStride) {
    if (pixelStride == Width.LANES) {
      return WIDE ? TileTable.wideDepthwise(pixelStride) : TileTable.narrowDepthwise(pixelStride);
    }
    if (pixelStride == 2 * Width.LANES) {
      return WIDE
          ? TileTable.wideS2Depthwise(pixelStride)
          : TileTable.narrowS2Depthwise(pixelStride);
    }
    return TileTable.anyDepthwise(pixelStride);
  }

  @Override
  public List<PoolTile> pool(int pixelStride) {
    if (pixelStride == Width.LANES) {
      return WIDE ? TileTable.widePool(pixelStride) : TileTable.narrowPool(pixelStride);
    }
    if (pixelStride == 2 * Width.LANES) {
      return WIDE ? TileTable.wideS2Pool(pixelStride) : TileTable.narrowS2Pool(pixelStride);
    }
    return TileTable.anyPool(pixelStride);
  }
}
