package dev.gatun.kernels.java.tile.vector;

import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.DepthwiseTile;
import dev.gatun.kernels.java.tile.PanelTile;
import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.tile.WinogradTransform;
import dev.gatun.kernels.java.tile.ZeroTile;
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
  public List<ConvTile> conv(int blocks, ConvTerms terms) {
    int pixelStride = terms.pixelStride();
    if (terms.fourfold() && terms.dense() && pixelStride == Width.LANES) {
      return WIDE ? TileTable.wide(blocks, pixelStride) : TileTable.narrow(blocks, pixelStride);
    }
    if (terms.fourfold() && terms.dense() && pixelStride == 2 * Width.LANES) {
      return WIDE ? TileTable.wideS2(blocks, pixelStride) : TileTable.narrowS2(blocks, pixelStride);
    }
    if (terms.fourfold() && pixelStride == Width.LANES) {
      return WIDE
          ? TileTable.wideRows(blocks, pixelStride)
          : TileTable.narrowRows(blocks, pixelStride);
    }
    if (terms.fourfold() && !terms.dense()) {
      return WIDE
          ? TileTable.wideLines(blocks, pixelStride)
          : TileTable.narrowLines(blocks, pixelStride);
    }
    if (terms.dense() && pixelStride == 1) {
      return WIDE
          ? TileTable.widePlanar(blocks, pixelStride)
          : TileTable.narrowPlanar(blocks, pixelStride);
    }
    if (terms.dense() && pixelStride == 2) {
      return WIDE
          ? TileTable.widePlanarS2(blocks, pixelStride)
          : TileTable.narrowPlanarS2(blocks, pixelStride);
    }
    return WIDE ? TileTable.wideAny(blocks, pixelStride) : TileTable.narrowAny(blocks, pixelStride);
  }

  @Override
  public List<DepthwiseTile> depthwise(int columns, int pixelStride) {
    if (pixelStride == Width.LANES) {
      return WIDE
          ? TileTable.wideDepthwise(columns, pixelStride)
          : TileTable.narrowDepthwise(columns, pixelStride);
    }
    if (pixelStride == 2 * Width.LANES) {
      return WIDE
          ? TileTable.wideS2Depthwise(columns, pixelStride)
          : TileTable.narrowS2Depthwise(columns, pixelStride);
    }
    return TileTable.anyDepthwise(columns, pixelStride);
  }

  @Override
  public List<PoolTile> pool(int columns, int pixelStride) {
    if (pixelStride == Width.LANES) {
      return WIDE
          ? TileTable.widePool(columns, pixelStride)
          : TileTable.narrowPool(columns, pixelStride);
    }
    if (pixelStride == 2 * Width.LANES) {
      return WIDE
          ? TileTable.wideS2Pool(columns, pixelStride)
          : TileTable.narrowS2Pool(columns, pixelStride);
    }
    return TileTable.anyPool(columns, pixelStride);
  }

  @Override
  public WinogradTransform winograd(int outputs) {
    return outputs == 2 ? new F32Winograd2x2v() : new F32Winograd4x4v();
  }

  @Override
  public ZeroTile zeros() {
    return new VectorZeros();
  }

  @Override
  public PanelTile panels() {
    return new VectorPanels();
  }
}
