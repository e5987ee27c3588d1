package dev.gatun.kernels.java.plain;

import dev.gatun.op.Compress;
import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.NonZero;
import dev.gatun.op.Selection;
import dev.gatun.op.Unique;

/// Kernels of the [Selection] operators, with results as [dev.gatun.op.Bounded] asks for.
final class SelectionKernels {
  private SelectionKernels() {}

  static PlainKernel plan(Signature s, Selection op) {
    return switch (op) {
      case Compress c -> new MarkedSlices(s, c);
      case NonMaxSuppression n -> new BoxSuppression(s, n);
      case NonZero _ -> new NonZeroPlaces(s);
      case Unique u -> new UniqueSlices(s, u);
    };
  }
}
