package dev.gatun.kernels.opencl.plan;

import dev.gatun.spi.MemoryPlanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where the blocks of a plan lie: in one arena, or, where a device allocates no piece as large, in
/// several pieces of memory.
final class Placement {
  private Placement() {}

  /// A piece for blocks that are never needed at the same time.
  private static final class Piece {
    private final long bytes;
    private final List<Block> blocks = new ArrayList<>();

    Piece(long bytes) {
      this.bytes = bytes;
    }

    boolean isFreeFor(Block block) {
      return blocks.stream()
          .allMatch(other -> other.last() < block.first() || block.last() < other.first());
    }
  }

  /// Places blocks by their lifetimes.
  ///
  /// @param blocks that are not kept
  /// @param alignment of blocks in an arena, bytes
  /// @param largest bytes that the device allocates at once
  /// @return bytes of each piece of memory
  static List<Long> place(List<Block> blocks, long alignment, long largest) {
    List<MemoryPlanner.Buffer> lives = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      lives.add(
          new MemoryPlanner.Buffer(
              Integer.toString(i), block.bytes(), block.first(), block.last(), alignment));
    }
    MemoryPlanner.Layout layout = MemoryPlanner.plan(lives);
    if (layout.bytes() > largest) {
      return pieces(blocks);
    }
    for (MemoryPlanner.Buffer life : lives) {
      blocks.get(Integer.parseInt(life.id())).place(0, layout.offset(life.id()));
    }
    return layout.bytes() == 0 ? List.of() : List.of(layout.bytes());
  }

  /// The largest block first: a piece has the size of the first block that it gets.
  private static List<Long> pieces(List<Block> blocks) {
    List<Piece> pieces = new ArrayList<>();
    List<Block> largestFirst = new ArrayList<>(blocks);
    largestFirst.sort(Comparator.comparingLong(Block::bytes).reversed());
    for (Block block : largestFirst) {
      int index = 0;
      while (index < pieces.size() && !pieces.get(index).isFreeFor(block)) {
        index++;
      }
      if (index == pieces.size()) {
        pieces.add(new Piece(block.bytes()));
      }
      pieces.get(index).blocks.add(block);
      block.place(index, 0);
    }
    return pieces.stream().map(piece -> piece.bytes).toList();
  }
}
