package dev.gatun.op;

import java.util.Arrays;

/// An immutable list of integers: axes, extents, pads, strides. Equal by value.
public final class Ints {
  /// The empty list.
  public static final Ints EMPTY = new Ints(new long[0]);

  private final long[] values;

  private Ints(long[] values) {
    this.values = values;
  }

  /// {@return the list}
  ///
  /// @param values the integers, copied
  public static Ints of(long... values) {
    return values.length == 0 ? EMPTY : new Ints(values.clone());
  }

  /// `count` copies of one value.
  ///
  /// @param count length of the list
  /// @param value every element
  /// @return the list
  public static Ints repeat(int count, long value) {
    long[] values = new long[count];
    Arrays.fill(values, value);
    return new Ints(values);
  }

  /// The integers `from`, `from + 1`, … `to − 1`.
  ///
  /// @param from first
  /// @param to one past the last
  /// @return the list
  public static Ints range(int from, int to) {
    long[] values = new long[Math.max(0, to - from)];
    Arrays.setAll(values, i -> from + i);
    return new Ints(values);
  }

  /// {@return the length of the list}
  public int size() {
    return values.length;
  }

  /// {@return whether the list has no element}
  public boolean isEmpty() {
    return values.length == 0;
  }

  /// {@return the element}
  ///
  /// @param i index
  public long get(int i) {
    return values[i];
  }

  /// {@return the element as an int}
  ///
  /// @param i index
  /// @throws ArithmeticException if it does not fit
  public int at(int i) {
    return Math.toIntExact(values[i]);
  }

  /// {@return whether every element equals it (true for an empty list)}
  ///
  /// @param value the value looked for
  public boolean all(long value) {
    for (long v : values) {
      if (v != value) {
        return false;
      }
    }
    return true;
  }

  /// {@return whether it is in the list}
  ///
  /// @param value the value looked for
  public boolean contains(long value) {
    for (long v : values) {
      if (v == value) {
        return true;
      }
    }
    return false;
  }

  /// {@return a copy of the integers}
  public long[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Ints other && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /// Text such as `[1, 1]`.
  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
