package dev.gatun.kernels.java.strip;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The sums in vectors: a tile of 4 rows × 2 vectors stays in 8 registers over up to
/// [ExactSums#EXACT_TERMS] terms.
final class VectorExactSums implements ExactSums {
  static final VectorExactSums INSTANCE = new VectorExactSums();

  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final VectorSpecies<Integer> I = S.withLanes(int.class).check(int.class);
  private static final int LANES = S.length();

  private VectorExactSums() {}

  @Override
  public void multiply(float[] left, float[] panel, int terms, int width, int[] sums) {
    for (int j = 0; j < width; j += 2 * LANES) {
      tile(left, panel, 0, Math.min(terms, EXACT_TERMS), width, j, sums, false);
      for (int t = EXACT_TERMS; t < terms; t += EXACT_TERMS) {
        tile(left, panel, t, Math.min(terms, t + EXACT_TERMS), width, j, sums, true);
      }
    }
  }

  private static void tile(
      float[] left, float[] panel, int from, int to, int width, int j, int[] sums, boolean adds) {
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = FloatVector.zero(S);
    FloatVector b0 = FloatVector.zero(S);
    FloatVector b1 = FloatVector.zero(S);
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector d0 = FloatVector.zero(S);
    FloatVector d1 = FloatVector.zero(S);
    for (int t = from; t < to; t++) {
      FloatVector x0 = FloatVector.fromArray(S, panel, t * width + j);
      FloatVector x1 = FloatVector.fromArray(S, panel, t * width + j + LANES);
      FloatVector w = FloatVector.broadcast(S, left[4 * t]);
      a0 = x0.fma(w, a0);
      a1 = x1.fma(w, a1);
      w = FloatVector.broadcast(S, left[4 * t + 1]);
      b0 = x0.fma(w, b0);
      b1 = x1.fma(w, b1);
      w = FloatVector.broadcast(S, left[4 * t + 2]);
      c0 = x0.fma(w, c0);
      c1 = x1.fma(w, c1);
      w = FloatVector.broadcast(S, left[4 * t + 3]);
      d0 = x0.fma(w, d0);
      d1 = x1.fma(w, d1);
    }
    // store
    store(a0, sums, j, adds);
    store(a1, sums, j + LANES, adds);
    store(b0, sums, width + j, adds);
    store(b1, sums, width + j + LANES, adds);
    store(c0, sums, 2 * width + j, adds);
    store(c1, sums, 2 * width + j + LANES, adds);
    store(d0, sums, 3 * width + j, adds);
    store(d1, sums, 3 * width + j + LANES, adds);
  }

  private static void store(FloatVector v, int[] sums, int at, boolean adds) {
    IntVector whole = (IntVector) v.convertShape(VectorOperators.F2I, I, 0);
    (adds ? whole.add(IntVector.fromArray(I, sums, at)) : whole).intoArray(sums, at);
  }
}
