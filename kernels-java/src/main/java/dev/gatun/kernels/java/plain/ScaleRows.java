package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;

/// A tensor cut into rows of neighbouring elements, along which the scale either stays or advances
/// with the elements.
sealed interface ScaleRows {
  /// @param x shape of the tensor
  /// @param axis the axis along which scales differ, unless there is one only
  /// @param blockSize elements along it that share a scale, 0 for none
  /// @param scale shape of the scales
  static ScaleRows of(Shape x, int axis, int blockSize, Shape scale) {
    if (scale.size() == 1) {
      return new Whole(x.size());
    }
    Lines lines = Lines.along(x, axis);
    return blockSize == 0 ? new PerAxis(lines) : new Blocked(lines, blockSize);
  }

  /// @return the number of rows
  long rows();

  /// @return elements of the longest row
  long length();

  /// @return the first element of a row
  long start(long row);

  /// @return the number of its elements
  long count(long row);

  /// @return the scale of its first element
  long scale(long row);

  /// @return 1 where the scale advances with the elements, 0 where it stays
  int step();

  /// One scale for all: rows are pieces.
  ///
  /// @param size elements
  record Whole(long size) implements ScaleRows {
    /// Elements per piece: 16 KiB of floats.
    private static final long PIECE = 4096;

    @Override
    public long rows() {
      return Math.ceilDiv(size, PIECE);
    }

    @Override
    public long length() {
      return PIECE;
    }

    @Override
    public long start(long row) {
      return row * PIECE;
    }

    @Override
    public long count(long row) {
      return Math.min(PIECE, size - start(row));
    }

    @Override
    public long scale(long row) {
      return 0;
    }

    @Override
    public int step() {
      return 0;
    }
  }

  /// A scale per index along an axis: a row is what lies behind the axis, or all of the last axis.
  ///
  /// @param lines x along the axis
  record PerAxis(Lines lines) implements ScaleRows {
    @Override
    public long rows() {
      return step() == 1 ? lines.outer() : lines.outer() * lines.length();
    }

    @Override
    public long length() {
      return step() == 1 ? lines.length() : lines.inner();
    }

    @Override
    public long start(long row) {
      return row * length();
    }

    @Override
    public long count(long row) {
      return length();
    }

    @Override
    public long scale(long row) {
      return step() == 1 ? 0 : row % lines.length();
    }

    @Override
    public int step() {
      return lines.inner() == 1 ? 1 : 0;
    }
  }

  /// A scale per block along an axis and index along the others: a row is what lies behind the
  /// axis, or a block of the last axis.
  ///
  /// @param lines x along the axis
  /// @param size elements per block
  record Blocked(Lines lines, int size) implements ScaleRows {
    private long perLine() {
      return Math.ceilDiv(lines.length(), size);
    }

    @Override
    public long rows() {
      return lines.outer() * (step() == 1 ? lines.length() : perLine());
    }

    @Override
    public long length() {
      return step() == 1 ? lines.inner() : size;
    }

    @Override
    public long start(long row) {
      return step() == 1
          ? row * lines.inner()
          : row / perLine() * lines.length() + row % perLine() * size;
    }

    @Override
    public long count(long row) {
      return step() == 1 ? lines.inner() : Math.min(size, lines.length() - row % perLine() * size);
    }

    @Override
    public long scale(long row) {
      return step() == 1
          ? (row / lines.length() * perLine() + row % lines.length() / size) * lines.inner()
          : row;
    }

    @Override
    public int step() {
      return lines.inner() == 1 ? 0 : 1;
    }
  }
}
