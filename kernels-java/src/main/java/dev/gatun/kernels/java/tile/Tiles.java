package dev.gatun.kernels.java.tile;

import java.util.List;

/// The table of micro-kernels in use: vector tiles, or their scalar twin.
///
/// Pixel strides that networks use often have tiles of their own, whose displacements are constants
/// in the machine code; any other stride gets tiles that keep it in a field.
public interface Tiles {
  /// All convolution tiles with this many output blocks that calls on these terms may use, largest
  /// pixel count first; the last one has 1 pixel, so that any row can be covered. Empty where there
  /// is none.
  ///
  /// @param blocks output blocks
  /// @param terms what is known of the calls
  /// @return the tiles
  List<ConvTile> conv(int blocks, ConvTerms terms);

  /// All depthwise tiles for kernel rows of this many taps and this pixel stride, largest first,
  /// the last one with 1 pixel. Empty where there is none for that row; there always are some for
  /// 1.
  ///
  /// @param columns taps behind one entry of the tap table
  /// @param pixelStride floats between inputs of neighbouring pixels
  /// @return the tiles
  List<DepthwiseTile> depthwise(int columns, int pixelStride);

  /// All pool tiles for window rows of this many taps and this pixel stride, largest first, the
  /// last one with 1 pixel. Empty where there is none for that row; there always are some for 1.
  ///
  /// @param columns taps behind one entry of the tap table
  /// @param pixelStride floats between inputs of neighbouring pixels
  /// @return the tiles
  List<PoolTile> pool(int columns, int pixelStride);

  /// The Winograd transforms F(m × m, 3 × 3).
  ///
  /// @param outputs m, 2 or 4
  /// @return the transforms
  WinogradTransform winograd(int outputs);

  /// {@return what clears borders}
  ZeroTile zeros();

  /// {@return what packs rows of a matrix into weight panels}
  PanelTile panels();
}
