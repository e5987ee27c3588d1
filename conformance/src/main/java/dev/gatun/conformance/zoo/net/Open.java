package dev.gatun.conformance.zoo.net;

/// Which extents of a network's main input a run may choose.
public enum Open {
  /// None: the file says all of them.
  NOTHING,
  /// The first one: how many pictures at once.
  BATCH,
  /// How many pictures, and how large they are.
  SIZE
}
