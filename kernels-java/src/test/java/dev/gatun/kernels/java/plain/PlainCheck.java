package dev.gatun.kernels.java.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.reference.Reference;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Op;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Runs a plain kernel, whole and in parts, and holds it against the reference.
final class PlainCheck {
  /// Relative to max(1, |required|) where both float32 and sums are at work.
  static final double SUMS = 2e-5;

  private PlainCheck() {}

  /// A tensor of small random numbers (integers of either sign where the type has one), outside the
  /// heap.
  static Tensor random(long seed, DType dtype, long... dims) {
    Tensor t = Tensor.allocate(dtype, Shape.of(dims), Arena.ofAuto());
    Random random = new Random(seed);
    for (long i = 0; i < t.shape().size(); i++) {
      if (dtype == DType.BOOL) {
        t.setLong(i, random.nextInt(2));
      } else if (dtype.isFloat()) {
        t.setDouble(i, random.nextGaussian());
      } else {
        t.setLong(i, random.nextInt(19) - (dtype.isUnsigned() ? 0 : 9));
      }
    }
    return t;
  }

  /// Indices 0 to bound − 1, INT64.
  static Tensor indices(long seed, int bound, long... dims) {
    Tensor t = Tensor.allocate(DType.INT64, Shape.of(dims), Arena.ofAuto());
    Random random = new Random(seed);
    for (long i = 0; i < t.shape().size(); i++) {
      t.setLong(i, random.nextInt(bound) - (random.nextBoolean() ? 0 : bound));
    }
    return t;
  }

  /// A native copy.
  static Tensor of(Tensor heap) {
    Tensor t = Tensor.allocate(heap.dtype(), heap.shape(), Arena.ofAuto());
    heap.copyTo(t);
    return t;
  }

  static TensorType type(DType dtype, long... dims) {
    return TensorType.of(dtype, Shape.of(dims));
  }

  /// The kernel's results equal the reference's bit by bit.
  static void exact(Op op, List<@Nullable Tensor> in, TensorType... out) {
    check(op, 0, in, out);
  }

  /// The kernel's results are within a tolerance, relative to max(1, |required|), of the
  /// reference's.
  static void check(Op op, double tolerance, List<@Nullable Tensor> in, TensorType... out) {
    List<@Nullable Tensor> required = allocate(out);
    Reference.run(op, in, required);
    for (int parts : new int[] {1, 3}) {
      List<@Nullable Tensor> got = allocate(out);
      run(op, in, got, parts);
      for (int i = 0; i < out.length; i++) {
        if (out[i] != null) {
          compare(
              op + " output " + i + " in " + parts + " parts",
              tolerance,
              required.get(i),
              got.get(i));
        }
      }
    }
  }

  /// Runs the kernel in so many parts.
  static void run(Op op, List<@Nullable Tensor> in, List<@Nullable Tensor> out, int parts) {
    PlainKernel kernel = PlainKernels.plan(op, types(in), types(out));
    Objects.requireNonNull(kernel, () -> op + " has no plain kernel");
    assertTrue(kernel.parts(8) >= 1 && kernel.parts(8) <= 8, op::toString);
    assertEquals(1, kernel.parts(1), op::toString);
    List<@Nullable Tensor> targets = new ArrayList<>(out);
    if (kernel.scratchBytes() > 0) {
      targets.addAll(allocate(type(DType.UINT8, kernel.scratchBytes())));
    }
    for (int part = 0; part < parts; part++) {
      kernel.run(in.toArray(Tensor[]::new), targets.toArray(Tensor[]::new), part, parts);
    }
  }

  private static List<@Nullable TensorType> types(List<@Nullable Tensor> tensors) {
    List<@Nullable TensorType> types = new ArrayList<>();
    for (Tensor t : tensors) {
      types.add(t == null ? null : TensorType.of(t.dtype(), t.shape()));
    }
    return types;
  }

  /// Memory with something in it, so that an element left out shows.
  private static List<@Nullable Tensor> allocate(TensorType... types) {
    List<@Nullable Tensor> tensors = new ArrayList<>();
    for (TensorType type : Arrays.asList(types)) {
      if (type == null) {
        tensors.add(null);
        continue;
      }
      Tensor t = Tensor.allocate(type.dtype(), type.shape(), Arena.ofAuto());
      t.data().fill((byte) 0x41);
      tensors.add(t);
    }
    return tensors;
  }

  private static void compare(String what, double tolerance, Tensor required, Tensor got) {
    boolean real = required.dtype().isFloat();
    for (long i = 0; i < required.shape().size(); i++) {
      double r = real ? required.getDouble(i) : required.getLong(i);
      double g = real ? got.getDouble(i) : got.getLong(i);
      boolean equal = r == g || (Double.isNaN(r) && Double.isNaN(g));
      boolean near = Math.abs(r - g) <= tolerance * Math.max(1, Math.abs(r));
      long place = i;
      assertTrue(
          equal || near, () -> what + ", element " + place + ": got " + g + ", required " + r);
    }
  }
}
