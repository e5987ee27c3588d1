package dev.gatun.kernels.java.plain;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ReverseSequence;
import org.jspecify.annotations.Nullable;

/// Copies the elements of sequences, the first ones of each in reverse. An item is an element: all
/// that stands behind the first two axes.
final class SequenceReversal extends Partitioned {
  private final int bytes;
  private final long columns;
  private final long inner;
  private final boolean timeFirst;
  private final long extent;

  SequenceReversal(Signature s, ReverseSequence op) {
    this(s, op, s.inShape(0));
  }

  private SequenceReversal(Signature s, ReverseSequence op, Shape x) {
    super("plain.ReverseSequence", x.size(0, 2), x.size(2, x.rank()));
    this.bytes = s.inType(0).bytes();
    this.columns = x.dim(1);
    this.inner = x.size(2, x.rank());
    this.timeFirst = op.timeAxis() == 0;
    this.extent = x.dim(op.timeAxis());
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor lengths = at(in, 1);
    for (long i = from; i < to; i++) {
      long t = timeFirst ? i / columns : i % columns;
      long length = lengths.getLong(timeFirst ? i % columns : i / columns);
      if (length < 0 || length > extent) {
        throw new InvalidInputException(
            "ReverseSequence: got a sequence of length " + length + ", required 0 to " + extent);
      }
      long source = t < length ? length - 1 - t : t;
      long item = timeFirst ? source * columns + i % columns : i - t + source;
      Elements.copy(bytes, x.data(), item * inner, at(out, 0).data(), i * inner, inner);
    }
  }
}
