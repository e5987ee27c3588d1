package dev.gatun.bench.roof;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The scalar twin: what the machine gives to Java without the Vector API.
final class ScalarLoops implements Loops {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT;
  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG;

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public float fma(int rounds) {
    float a = 0.5f;
    float b = 0.25f;
    float c0 = 0;
    float c1 = 1;
    float c2 = 2;
    float c3 = 3;
    float c4 = 4;
    float c5 = 5;
    float c6 = 6;
    float c7 = 7;
    float c8 = 8;
    float c9 = 9;
    float c10 = 10;
    float c11 = 11;
    for (int i = 0; i < rounds; i++) {
      c0 = Math.fma(a, b, c0);
      c1 = Math.fma(a, b, c1);
      c2 = Math.fma(a, b, c2);
      c3 = Math.fma(a, b, c3);
      c4 = Math.fma(a, b, c4);
      c5 = Math.fma(a, b, c5);
      c6 = Math.fma(a, b, c6);
      c7 = Math.fma(a, b, c7);
      c8 = Math.fma(a, b, c8);
      c9 = Math.fma(a, b, c9);
      c10 = Math.fma(a, b, c10);
      c11 = Math.fma(a, b, c11);
    }
    return c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11;
  }

  @Override
  public float read(MemorySegment m, long from, long bytes) {
    long bits = 0;
    long end = from + bytes;
    for (long i = from; i < end; i += Long.BYTES) {
      bits ^= m.get(I64, i);
    }
    return bits;
  }

  @Override
  public void copy(MemorySegment m, long x, long y, long bytes) {
    MemorySegment.copy(m, x, m, y, bytes);
  }

  @Override
  public void triad(MemorySegment m, long a, long b, long y, long bytes) {
    for (long i = 0; i < bytes; i += Float.BYTES) {
      m.set(F32, y + i, m.get(F32, a + i) + 0.5f * m.get(F32, b + i));
    }
  }
}
