package dev.gatun.kernels.java.strip;

import static dev.gatun.kernels.java.tile.Raw.MASK;
import static dev.gatun.kernels.java.tile.Raw.MEMORY;

import dev.gatun.kernels.java.tile.Raw;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Local response normalisation in vectors, one per pixel and channel block. The window of five
/// that networks use has a text of its own, without a loop over its terms.
final class VectorLocalResponses implements LocalResponses {
  static final VectorLocalResponses INSTANCE = new VectorLocalResponses();

  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int BYTES = S.vectorByteSize();
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
  private static final int USUAL_WINDOW = 5;

  private VectorLocalResponses() {}

  @Override
  public void square(
      MemorySegment x, long xOffset, int pixels, MemorySegment s, long sOffset, long sPixel) {
    long from = Raw.address(x, xOffset, (long) BYTES * pixels);
    long to = Raw.rows(s, sOffset, sPixel, pixels, BYTES);
    for (int p = 0; p < pixels; p++) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from & MASK, NATIVE);
      v.mul(v).intoMemorySegment(MEMORY, to & MASK, NATIVE);
      from += BYTES;
      to += sPixel;
    }
  }

  @Override
  public void normalize(
      MemorySegment x,
      long xOffset,
      MemorySegment s,
      long sOffset,
      long sPixel,
      int window,
      float factor,
      float bias,
      MemorySegment y,
      long yOffset,
      int pixels) {
    long from = Raw.address(x, xOffset, (long) BYTES * pixels);
    long squares = Raw.rows(s, sOffset, sPixel, pixels, BYTES + 4L * (window - 1));
    long to = Raw.address(y, yOffset, (long) BYTES * pixels);
    if (window == USUAL_WINDOW) {
      five(from, squares, sPixel, factor, bias, to, pixels);
    } else {
      any(from, squares, sPixel, window, factor, bias, to, pixels);
    }
  }

  private static void five(
      long from, long squares, long sPixel, float factor, float bias, long to, int pixels) {
    FloatVector factors = FloatVector.broadcast(S, factor);
    FloatVector biases = FloatVector.broadcast(S, bias);
    for (int p = 0; p < pixels; p++) {
      long s = squares & MASK;
      FloatVector sum = FloatVector.fromMemorySegment(S, MEMORY, s, NATIVE);
      sum = sum.add(FloatVector.fromMemorySegment(S, MEMORY, s + 4, NATIVE));
      sum = sum.add(FloatVector.fromMemorySegment(S, MEMORY, s + 8, NATIVE));
      sum = sum.add(FloatVector.fromMemorySegment(S, MEMORY, s + 12, NATIVE));
      sum = sum.add(FloatVector.fromMemorySegment(S, MEMORY, s + 16, NATIVE));
      FloatVector root = sum.fma(factors, biases).lanewise(VectorOperators.SQRT);
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from & MASK, NATIVE);
      v.div(root.mul(root.lanewise(VectorOperators.SQRT)))
          .intoMemorySegment(MEMORY, to & MASK, NATIVE);
      squares += sPixel;
      from += BYTES;
      to += BYTES;
    }
  }

  private static void any(
      long from,
      long squares,
      long sPixel,
      int window,
      float factor,
      float bias,
      long to,
      int pixels) {
    FloatVector factors = FloatVector.broadcast(S, factor);
    FloatVector biases = FloatVector.broadcast(S, bias);
    for (int p = 0; p < pixels; p++) {
      FloatVector sum = FloatVector.fromMemorySegment(S, MEMORY, squares & MASK, NATIVE);
      for (long s = squares + 4; s < squares + 4L * window; s += 4) {
        sum = FloatVector.fromMemorySegment(S, MEMORY, s & MASK, NATIVE).add(sum);
      }
      FloatVector root = sum.fma(factors, biases).lanewise(VectorOperators.SQRT);
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from & MASK, NATIVE);
      v.div(root.mul(root.lanewise(VectorOperators.SQRT)))
          .intoMemorySegment(MEMORY, to & MASK, NATIVE);
      squares += sPixel;
      from += BYTES;
      to += BYTES;
    }
  }
}
