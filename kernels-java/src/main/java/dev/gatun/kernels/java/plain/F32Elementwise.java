package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Unary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Float32 elementwise kernels: one strip per run.
final class F32Elementwise {
  private static final Strips STRIPS = Strips.best();

  private F32Elementwise() {}

  static PlainKernel activate(Signature s, Activation f) {
    return new Spans("strip." + f.kind(), s.outShape(0), List.of(s.inShape(0))) {
      @Override
      void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n) {
        STRIPS.activate(
            f, at(in, 0).data(), 4 * first(0, row, start), y.data(), 4 * target(row, start), n);
      }
    };
  }

  static PlainKernel unary(Signature s, Unary.Kind f) {
    return new Spans("strip." + f, s.outShape(0), List.of(s.inShape(0))) {
      @Override
      void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n) {
        STRIPS.unary(
            f, at(in, 0).data(), 4 * first(0, row, start), y.data(), 4 * target(row, start), n);
      }
    };
  }

  static PlainKernel binary(Signature s, Binary op) {
    boolean activates = !op.activation().isNone();
    String name = "strip." + op.kind() + (activates ? "+" + op.activation().kind() : "");
    return new Spans(name, s.outShape(0), List.of(s.inShape(0), s.inShape(1))) {
      @Override
      void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n) {
        long to = 4 * target(row, start);
        STRIPS.binary(
            op.kind(),
            at(in, 0).data(),
            4 * first(0, row, start),
            step(0) == 0 ? 1 : n,
            at(in, 1).data(),
            4 * first(1, row, start),
            step(1) == 0 ? 1 : n,
            y.data(),
            to,
            n);
        if (activates) {
          STRIPS.activate(op.activation(), y.data(), to, y.data(), to, n);
        }
      }
    };
  }
}
