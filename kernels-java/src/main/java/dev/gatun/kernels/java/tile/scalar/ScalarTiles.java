package dev.gatun.kernels.java.tile.scalar;

import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.DepthwiseTile;
import dev.gatun.kernels.java.tile.PanelTile;
import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.tile.WinogradTransform;
import dev.gatun.kernels.java.tile.ZeroTile;
import java.util.List;

/// Tiles without the Vector API, for machines that lack it and as the measure of the vector tiles:
/// every output is computed with the same operations in the same order, so the bits agree.
public final class ScalarTiles implements Tiles {
  @Override
  public List<ConvTile> conv(int blocks, ConvTerms terms) {
    int pixelStride = terms.pixelStride();
    return switch (blocks) {
      case 1, 2, 3, 4 ->
          List.of(new ScalarConv(4, blocks, pixelStride), new ScalarConv(1, blocks, pixelStride));
      case 8 -> List.of(new ScalarConv(1, blocks, pixelStride));
      default -> List.of();
    };
  }

  @Override
  public List<DepthwiseTile> depthwise(int columns, int pixelStride) {
    return List.of(new ScalarDepthwise(columns, pixelStride));
  }

  @Override
  public List<PoolTile> pool(int columns, int pixelStride) {
    return List.of(new ScalarPool(columns, pixelStride));
  }

  @Override
  public WinogradTransform winograd(int outputs) {
    return new ScalarWinograd(outputs);
  }

  @Override
  public ZeroTile zeros() {
    return new ScalarZeros();
  }

  @Override
  public PanelTile panels() {
    return new ScalarPanels();
  }
}
