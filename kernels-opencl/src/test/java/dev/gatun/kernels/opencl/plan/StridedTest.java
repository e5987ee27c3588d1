package dev.gatun.kernels.opencl.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.Shape;
import org.junit.jupiter.api.Test;

class StridedTest {
  @Test
  void stridesOfChannelsLast() {
    Strided at = Strided.of(ChannelsLast.of(Shape.of(2, 3, 5, 7)));
    assertArrayEquals(new int[] {105, 1, 21, 3}, at.strides());
  }

  /// 21 million elements: their number times that of the channels is above 2^31.
  @Test
  void stridesOfMany() {
    Strided at = Strided.of(ChannelsLast.of(Shape.of(1, 128, 408, 408)));
    assertArrayEquals(new int[] {128 * 408 * 408, 1, 128 * 408, 128}, at.strides());
  }

  @Test
  void moreElementsThanIndices() {
    ChannelsLast place = ChannelsLast.of(Shape.of(4, 2, 1 << 14, 1 << 14));
    assertThrows(ArithmeticException.class, () -> Strided.of(place));
  }
}
