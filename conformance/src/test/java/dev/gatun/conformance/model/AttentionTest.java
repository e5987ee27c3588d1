package dev.gatun.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/// The Attention operator as it is lowered, against loops over its definition.
class AttentionTest {
  private static final double TOLERANCE = 2e-5;

  /// One draw of everything that the operator knows.
  private static final class Problem {
    final Random random;
    final int batch;
    final int keyHeads;
    final int heads;
    final int rows;
    final int past;
    final int keys;
    final int size = 4;
    final int valueSize = 3;
    final boolean packed;
    final boolean causal;
    final int left;
    final int right;
    final float cap;
    final int mask; // 0 none, 1 BOOL, 2 float
    final Tensor q;
    final Tensor k;
    final Tensor v;
    final @Nullable Tensor maskTensor;
    final @Nullable Tensor pastK;
    final @Nullable Tensor pastV;
    final @Nullable Tensor counts;

    Problem(long seed) {
      random = new Random(seed);
      batch = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(2);
      keyHeads = 1 + random.nextInt(2);
      heads = keyHeads * (1 + random.nextInt(3));
      rows = 1 + random.nextInt(4);
      boolean counted = random.nextInt(4) == 0;
      past = counted || random.nextBoolean() ? -1 : random.nextInt(4);
      int own = 1 + random.nextInt(5);
      keys = own + Math.max(past, 0);
      packed = random.nextBoolean();
      causal = random.nextBoolean();
      left = random.nextInt(3) == 0 ? random.nextInt(3) : -1;
      right = random.nextInt(3) == 0 ? random.nextInt(3) : -1;
      cap = random.nextInt(3) == 0 ? 0.5f : 0;
      mask = random.nextInt(3);
      q = operand(heads, rows, size);
      k = operand(keyHeads, own, size);
      v = operand(keyHeads, own, valueSize);
      maskTensor = mask == 0 ? null : maskTensor();
      pastK = past < 0 ? null : floats(batch, keyHeads, past, size);
      pastV = past < 0 ? null : floats(batch, keyHeads, past, valueSize);
      counts = counted ? counts() : null;
    }

    private Tensor operand(int count, int length, int width) {
      return packed
          ? floats(batch, length, (long) count * width)
          : floats(batch, count, length, width);
    }

    private Tensor floats(long... dims) {
      Tensor t = Tensor.allocate(DType.FLOAT32, Shape.of(dims));
      for (long i = 0; i < t.shape().size(); i++) {
        t.setDouble(i, random.nextGaussian());
      }
      return t;
    }

    /// For the first keys only, now and then.
    private Tensor maskTensor() {
      int width = Math.max(1, keys - random.nextInt(3));
      long[] dims = random.nextBoolean() ? new long[] {rows, width} : new long[] {heads, 1, width};
      Tensor t = floats(dims);
      if (mask == 2) {
        for (long i = 0; i < t.shape().size(); i++) {
          if (random.nextInt(4) == 0) {
            t.setDouble(i, Double.NEGATIVE_INFINITY);
          }
        }
        return t;
      }
      Tensor bools = Tensor.allocate(DType.BOOL, t.shape());
      for (long i = 0; i < t.shape().size(); i++) {
        bools.setLong(i, t.getDouble(i) > 0 ? 1 : 0);
      }
      return bools;
    }

    private Tensor counts() {
      Tensor t = Tensor.allocate(DType.INT64, Shape.of(batch));
      for (int b = 0; b < batch; b++) {
        t.setLong(b, random.nextInt(keys + 1));
      }
      return t;
    }

    /// An element of an operand whose heads may be packed.
    private static double at(
        Tensor x, boolean packed, int count, int length, int b, int head, int i, int e) {
      int width = (int) (packed ? x.shape().dim(2) / count : x.shape().dim(3));
      long place =
          packed
              ? ((long) b * length + i) * count * width + (long) head * width + e
              : (((long) b * count + head) * length + i) * width + e;
      return x.getDouble(place);
    }

    private double keyAt(@Nullable Tensor before, Tensor x, int b, int head, int j, int e) {
      int shift = Math.max(past, 0);
      return before != null && j < shift
          ? at(before, false, keyHeads, shift, b, head, j, e)
          : at(x, packed, keyHeads, keys - shift, b, head, j - shift, e);
    }

    /// What is added to a score.
    double bias(int b, int h, int i, int j) {
      long position = (long) i + Math.max(past, 0);
      if (counts != null) {
        position = counts.getLong(b) + i - rows;
        if (j >= counts.getLong(b)) {
          return Double.NEGATIVE_INFINITY;
        }
      }
      boolean hidden =
          (causal && j > position)
              || (left >= 0 && j < position - left)
              || (right >= 0 && j > position + right);
      return hidden ? Double.NEGATIVE_INFINITY : maskAt(h, i, j);
    }

    private double maskAt(int h, int i, int j) {
      if (maskTensor == null) {
        return 0;
      }
      int width = maskTensor.shape().intDim(-1);
      if (j >= width) {
        return Double.NEGATIVE_INFINITY;
      }
      long row = maskTensor.shape().rank() == 2 ? i : h;
      double value = maskTensor.getDouble(row * width + j);
      return mask == 2 ? value : value != 0 ? 0 : Double.NEGATIVE_INFINITY;
    }

    double score(int b, int h, int i, int j) {
      double sum = 0;
      for (int e = 0; e < size; e++) {
        sum +=
            at(q, packed, heads, rows, b, h, i, e)
                * keyAt(pastK, k, b, h / (heads / keyHeads), j, e);
      }
      double score = sum / Math.sqrt(size);
      return (cap > 0 ? cap * Math.tanh(score / cap) : score) + bias(b, h, i, j);
    }

    /// Σ over keys of softmax(scores)·value, 0 where no key is seen.
    double result(int b, int h, int i, int e) {
      double top = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < keys; j++) {
        top = Math.max(top, score(b, h, i, j));
      }
      double sum = 0;
      double total = 0;
      for (int j = 0; j < keys && top > Double.NEGATIVE_INFINITY; j++) {
        double weight = Math.exp(score(b, h, i, j) - top);
        total += weight;
        sum += weight * keyAt(pastV, v, b, h / (heads / keyHeads), j, e);
      }
      return total == 0 ? 0 : sum / total;
    }

    Tensor run() {
      OneNodeModel model = new OneNodeModel(25, "Attention").attribute("is_causal", causal ? 1 : 0);
      model.attribute("softcap", cap);
      model.attribute("left_window_size", left).attribute("right_window_size", right);
      if (packed) {
        model.attribute("q_num_heads", heads).attribute("kv_num_heads", keyHeads);
      }
      List<Tensor> results = model.run(q, k, v, maskTensor, pastK, pastV, counts);
      return results.getFirst();
    }
  }

  @Property(tries = 150)
  void followsItsDefinition(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Problem p = new Problem(seed);
    Tensor y = p.run();
    assertEquals(
        p.packed
            ? Shape.of(p.batch, p.rows, (long) p.heads * p.valueSize)
            : Shape.of(p.batch, p.heads, p.rows, p.valueSize),
        y.shape());
    for (int b = 0; b < p.batch; b++) {
      for (int h = 0; h < p.heads; h++) {
        for (int i = 0; i < p.rows; i++) {
          for (int e = 0; e < p.valueSize; e++) {
            double got = Problem.at(y, p.packed, p.heads, p.rows, b, h, i, e);
            String place = "batch " + b + ", head " + h + ", row " + i + ", element " + e;
            assertEquals(p.result(b, h, i, e), got, TOLERANCE, place);
          }
        }
      }
    }
  }
}
