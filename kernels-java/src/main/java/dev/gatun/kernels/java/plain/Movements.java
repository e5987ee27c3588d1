package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.kernels.java.plain.StridedCopies.Copy;
import dev.gatun.op.Concat;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Ints;
import dev.gatun.op.Slice;
import dev.gatun.op.Split;
import dev.gatun.op.Transpose;
import java.util.ArrayList;
import java.util.List;

/// Operators that only move elements, as [StridedCopies].
final class Movements {
  private Movements() {}

  /// The same elements in the same order.
  static PlainKernel reshape(Signature s) {
    long n = s.inShape(0).size();
    return kernel(s, Copy.filling(s.inType(0), new long[] {n}, new long[] {1}, 0));
  }

  static PlainKernel transpose(Signature s, Transpose op) {
    Shape x = s.inShape(0);
    long[] own = x.strides();
    long[] strides = new long[x.rank()];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = own[op.perm().isEmpty() ? strides.length - 1 - i : op.perm().at(i)];
    }
    return kernel(s, Copy.filling(s.inType(0), s.outShape(0).toArray(), strides, 0));
  }

  static PlainKernel expand(Signature s) {
    Shape y = s.outShape(0);
    return kernel(
        s, Copy.filling(s.inType(0), y.toArray(), LoopNest.broadcast(s.inShape(0), y), 0));
  }

  /// Each axis becomes two: repeats, with stride 0, around the axis itself.
  static PlainKernel tile(Signature s) {
    Shape x = s.inShape(0);
    long[] own = x.strides();
    long[] target = s.outShape(0).strides();
    int rank = x.rank();
    long[] dims = new long[2 * rank];
    long[] from = new long[2 * rank];
    long[] to = new long[2 * rank];
    for (int i = 0; i < rank; i++) {
      dims[2 * i] = x.dim(i) == 0 ? 0 : s.outShape(0).dim(i) / x.dim(i);
      dims[2 * i + 1] = x.dim(i);
      from[2 * i + 1] = own[i];
      to[2 * i] = target[i] * x.dim(i);
      to[2 * i + 1] = target[i];
    }
    return kernel(s, Copy.of(0, 0, s.inType(0), dims, from, 0, to, 0));
  }

  static PlainKernel slice(Signature s, Slice op) {
    Shape x = s.inShape(0);
    long[] strides = x.strides();
    long first = 0;
    Ints starts = s.bound(op.starts());
    for (int i = 0; i < starts.size(); i++) {
      int axis = op.axes() == null ? i : Signature.axis(op.axes().at(i), x.rank());
      long step = op.steps() == null ? 1 : op.steps().get(i);
      long d = x.dim(axis);
      long start = starts.get(i) < 0 ? starts.get(i) + d : starts.get(i);
      start = Math.clamp(start, 0, Math.max(0, step < 0 ? d - 1 : d));
      first += start * strides[axis];
      strides[axis] *= step;
    }
    return kernel(s, Copy.filling(s.inType(0), s.outShape(0).toArray(), strides, first));
  }

  static PlainKernel concat(Signature s, Concat op) {
    int axis = Signature.axis(op.axis(), s.outShape(0).rank());
    long[] target = s.outShape(0).strides();
    List<Copy> copies = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < s.in().size(); i++) {
      if (!s.hasInput(i)) {
        continue;
      }
      Shape x = s.inShape(i);
      if (x.size() > 0) {
        copies.add(
            Copy.of(i, 0, s.outType(0), x.toArray(), x.strides(), 0, target, at * target[axis]));
      }
      at += x.dim(axis);
    }
    return new StridedCopies("plain.Concat", copies);
  }

  static PlainKernel split(Signature s, Split op) {
    Shape x = s.inShape(0);
    int axis = Signature.axis(op.axis(), x.rank());
    long[] source = x.strides();
    Ints sizes = s.bound(op.sizes());
    long equal = Math.ceilDiv(x.dim(axis), s.out().size());
    List<Copy> copies = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < s.out().size(); i++) {
      if (s.hasOutput(i) && s.outShape(i).size() > 0) {
        Shape y = s.outShape(i);
        copies.add(
            Copy.of(0, i, s.inType(0), y.toArray(), source, at * source[axis], y.strides(), 0));
      }
      at += sizes.isEmpty() ? equal : sizes.get(i);
    }
    return new StridedCopies("plain.Split", copies);
  }

  /// `[N, C, H, W]` as `[N, b, b, C/b², H, W]` (DCR) or `[N, C/b², b, b, H, W]` (CRD), written `[N,
  /// C/b², H, b, W, b]`.
  static PlainKernel depthToSpace(Signature s, DepthToSpace op) {
    Shape x = s.inShape(0);
    long b = op.block();
    long c = x.dim(1) / (b * b);
    long h = x.dim(2);
    long w = x.dim(3);
    long plane = h * w;
    long channel = op.columnRowDepth() ? b * b * plane : plane;
    long row = op.columnRowDepth() ? b * plane : b * c * plane;
    long column = op.columnRowDepth() ? plane : c * plane;
    return kernel(
        s,
        Copy.filling(
            s.inType(0),
            new long[] {x.dim(0), c, h, b, w, b},
            new long[] {x.dim(1) * plane, channel, w, row, 1, column},
            0));
  }

  /// `[N, C, H/b, b, W/b, b]` written `[N, b, b, C, H/b, W/b]`.
  static PlainKernel spaceToDepth(Signature s, int block) {
    Shape x = s.inShape(0);
    long b = block;
    long h = x.dim(2);
    long w = x.dim(3);
    return kernel(
        s,
        Copy.filling(
            s.inType(0),
            new long[] {x.dim(0), b, b, x.dim(1), h / b, w / b},
            new long[] {x.dim(1) * h * w, w, 1, h * w, b * w, b},
            0));
  }

  private static PlainKernel kernel(Signature s, Copy copy) {
    return new StridedCopies("plain." + s.op().title(), List.of(copy));
  }
}
