package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Einsum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/// Einstein's summation without the passes that make matrix products of it.
final class SummedProductTest {
  private static final String[] EQUATIONS = {
    "ij->ji",
    "ii->i",
    "ii->",
    "iji->j",
    "ij,jk->ik",
    "bij,bkj->bki",
    "i,j,k->kij",
    "ij,ij->",
    "ijj,kj->ki",
    "i,->i",
    "ij,j,ki->k",
    "->",
  };

  @Property(tries = 120)
  void equations(
      @ForAll @IntRange(max = 11) int which,
      @ForAll @IntRange(max = 5) int i,
      @ForAll @IntRange(min = 1, max = 40) int j,
      @ForAll boolean repeated,
      @ForAll DType dtype) {
    if (dtype == DType.BOOL) {
      return;
    }
    Einsum op = Einsum.of(EQUATIONS[which]);
    List<@Nullable Tensor> in = new ArrayList<>();
    Map<Character, Long> extents = new HashMap<>();
    for (String term : op.terms()) {
      long[] dims = dims(term, i, j);
      if (repeated && !in.isEmpty() && dims.length > 0) {
        dims[0] = 1;
      }
      for (int axis = 0; axis < dims.length; axis++) {
        extents.merge(term.charAt(axis), dims[axis], (a, b) -> a == 1 ? b : a);
      }
      in.add(random(in.size() + 1, dtype, dims));
    }
    long[] result = op.result().chars().mapToLong(name -> extents.get((char) name)).toArray();
    check(op, 1e-12, in, type(dtype, result));
  }

  private static long[] dims(String names, int i, int j) {
    return names
        .chars()
        .mapToLong(name -> name == 'i' ? i : name == 'j' ? j : name == 'k' ? 3 : 2)
        .toArray();
  }
}
