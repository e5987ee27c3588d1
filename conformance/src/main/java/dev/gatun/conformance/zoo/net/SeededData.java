package dev.gatun.conformance.zoo.net;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.OnnxData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Numbers drawn evenly from an interval, each from its place alone, so that a gigabyte of them
/// needs no memory and every machine draws the same. The generator is SplitMix64 (Steele, Lea and
/// Flood, *Fast Splittable Pseudorandom Number Generators*, 2014), counted in place of stepped.
///
/// @param shape extents
/// @param seed of the whole network
/// @param name what sets these numbers apart from the network's others
/// @param low the smallest
/// @param high above the largest
record SeededData(Shape shape, long seed, String name, float low, float high) implements OnnxData {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final int BUFFER_BYTES = 1 << 16;

  /// Weights of mean 0 and variance `gain²/fanIn`: a gain of √2 is that of He, Zhang, Ren and Sun,
  /// *Delving Deep into Rectifiers*, 2015; a gain of 1 that of LeCun, *Efficient BackProp*, 1998.
  static SeededData weights(Shape shape, long seed, String name, double fanIn, double gain) {
    float bound = (float) (gain * Math.sqrt(3.0 / Math.max(1, fanIn)));
    return new SeededData(shape, seed, name, -bound, bound);
  }

  @Override
  public DType dtype() {
    return DType.FLOAT32;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] bytes = new byte[BUFFER_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long key = key();
    long size = shape.size();
    for (long i = 0; i < size; i++) {
      if (!buffer.hasRemaining()) {
        out.write(bytes, 0, buffer.position());
        buffer.clear();
      }
      buffer.putFloat(at(key, i));
    }
    out.write(bytes, 0, buffer.position());
  }

  /// All numbers, for data that is small.
  float[] toArray() {
    float[] values = new float[Math.toIntExact(shape.size())];
    long key = key();
    for (int i = 0; i < values.length; i++) {
      values[i] = at(key, i);
    }
    return values;
  }

  private long key() {
    long key = mix(seed);
    for (int i = 0; i < name.length(); i++) {
      key = mix(key ^ name.charAt(i));
    }
    return key;
  }

  private float at(long key, long i) {
    float unit = (mix(key + i * GOLDEN_RATIO) >>> 40) * 0x1p-24f;
    return low + unit * (high - low);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
