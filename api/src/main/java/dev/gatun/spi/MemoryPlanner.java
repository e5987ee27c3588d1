package dev.gatun.spi;

import dev.gatun.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Places buffers of known size and lifetime in one block of memory, so that those that live at the
/// same time do not overlap and the block is small.
///
/// "Greedy by size" of Pisarchyk and Lee, Efficient Memory Management for Deep Neural Net Inference
/// (2020): the largest buffer first, each into the smallest gap that it fits between the placed
/// buffers which it lives together with, or behind the last of them. On networks it ends within a
/// few percent of the bound that no layout can beat, the largest sum of sizes alive at one step.
/// Takes O(n²) for n buffers; the same buffers in the same order give the same layout.
///
/// ```java
/// Layout layout = MemoryPlanner.plan(List.of(Buffer.of("a", 4096, 0, 1), Buffer.of("b", 4096, 2, 3)));
/// layout.bytes();       // 4096: b lives where a was
/// ```
public final class MemoryPlanner {
  /// A cache line, and the widest vector.
  public static final long DEFAULT_ALIGNMENT = 64;

  private static final Comparator<Buffer> LARGEST_FIRST =
      Comparator.comparingLong(Buffer::bytes).reversed().thenComparingInt(Buffer::firstStep);

  private MemoryPlanner() {}

  /// Memory that is needed for a while.
  ///
  /// @param id what it is asked for by, unique in a plan
  /// @param bytes its size, 0 or more
  /// @param firstStep the step that first writes it
  /// @param lastStep the step that last reads it, not before the first; both steps belong to its
  ///   life
  /// @param alignment its offset is a multiple of this power of two
  public record Buffer(String id, long bytes, int firstStep, int lastStep, long alignment) {
    /// Sizes must not be negative, lives must not end before they begin.
    public Buffer {
      if (bytes < 0 || lastStep < firstStep || Long.bitCount(alignment) != 1) {
        throw new InvalidInputException(
            "MemoryPlanner, buffer '%s': got %d bytes, steps %d to %d, alignment %d, required 0 bytes or more,"
                    .formatted(id, bytes, firstStep, lastStep, alignment)
                + " a last step not before the first, and a power of two");
      }
    }

    /// A buffer with the default alignment.
    ///
    /// @param id what it is asked for by
    /// @param bytes its size
    /// @param firstStep the step that first writes it
    /// @param lastStep the step that last reads it
    /// @return the buffer
    public static Buffer of(String id, long bytes, int firstStep, int lastStep) {
      return new Buffer(id, bytes, firstStep, lastStep, DEFAULT_ALIGNMENT);
    }

    /// Whether two buffers are alive at a common step.
    ///
    /// @param other another buffer
    /// @return whether they must not share memory
    public boolean livesWith(Buffer other) {
      return firstStep <= other.lastStep && other.firstStep <= lastStep;
    }
  }

  /// Where the buffers are.
  ///
  /// @param offsets bytes from the start of the block, by id
  /// @param bytes the size of the block
  public record Layout(Map<String, Long> offsets, long bytes) {
    /// Copies the map.
    public Layout {
      offsets = Map.copyOf(offsets);
    }

    /// The place of a buffer.
    ///
    /// @param id its id
    /// @return bytes from the start of the block
    public long offset(String id) {
      Long offset = offsets.get(id);
      if (offset == null) {
        throw new InvalidInputException(
            "MemoryPlanner: got buffer '" + id + "', which was not planned");
      }
      return offset;
    }
  }

  private record Placed(Buffer buffer, long offset) {
    long end() {
      return Math.addExact(offset, buffer.bytes());
    }
  }

  /// Places all buffers.
  ///
  /// @param buffers with unique ids
  /// @return the layout
  /// @throws InvalidInputException if an id occurs twice
  public static Layout plan(List<Buffer> buffers) {
    List<Buffer> order = new ArrayList<>(buffers);
    order.sort(LARGEST_FIRST); // stable: equal ones keep the caller's order
    List<Placed> byOffset = new ArrayList<>();
    Map<String, Long> offsets = new HashMap<>();
    long total = 0;
    for (Buffer buffer : order) {
      Placed placed = new Placed(buffer, bestFit(buffer, byOffset));
      if (offsets.put(buffer.id(), placed.offset()) != null) {
        throw new InvalidInputException("MemoryPlanner: got buffer '" + buffer.id() + "' twice");
      }
      insert(placed, byOffset);
      total = Math.max(total, placed.end());
    }
    return new Layout(offsets, total);
  }

  /// The offset of the smallest gap that fits, or behind everything that lives at the same time.
  private static long bestFit(Buffer buffer, List<Placed> byOffset) {
    long smallest = Long.MAX_VALUE;
    long best = -1;
    long free = 0; // end of what was seen so far of the buffer's contemporaries
    for (Placed placed : byOffset) {
      if (placed.buffer().livesWith(buffer)) {
        long start = align(free, buffer.alignment());
        long gap = placed.offset() - start;
        if (gap >= buffer.bytes() && gap < smallest) {
          smallest = gap;
          best = start;
        }
        free = Math.max(free, placed.end());
      }
    }
    return best >= 0 ? best : align(free, buffer.alignment());
  }

  private static void insert(Placed placed, List<Placed> byOffset) {
    int at = byOffset.size();
    while (at > 0 && byOffset.get(at - 1).offset() > placed.offset()) {
      at--;
    }
    byOffset.add(at, placed);
  }

  private static long align(long offset, long alignment) {
    return Math.addExact(offset, alignment - 1) & -alignment;
  }
}
