package dev.gatun;

/// Bounds on what a model may ask for. Everything planned is known, and held against these, before
/// it is allocated.
///
/// @param fileBytes largest model file, and largest external data file
/// @param nodes most nodes in a graph after function inlining
/// @param rank most axes of a tensor
/// @param tensorElements most elements of one tensor
/// @param activationBytes most planned activation memory of one execution context
/// @param foldedBytes most bytes that sparse tensors of a file may grow to, and most bytes of
///   constants that constant folding may create
/// @param nestingDepth deepest nesting of subgraphs, functions and protobuf messages
/// @param loopRounds most rounds that one Loop may run
public record Limits(
    long fileBytes,
    int nodes,
    int rank,
    long tensorElements,
    long activationBytes,
    long foldedBytes,
    int nestingDepth,
    long loopRounds) {

  private static final Limits DEFAULTS =
      new Limits(1L << 31, 200_000, Shape.MAX_RANK, 1L << 31, 8L << 30, 1L << 30, 32, 1L << 24);

  /// Limits must be positive; the rank limit is at most [Shape#MAX_RANK].
  public Limits {
    if (fileBytes <= 0
        || nodes <= 0
        || tensorElements <= 0
        || activationBytes <= 0
        || foldedBytes < 0) {
      throw new InvalidInputException(
          "Limits: every limit must be positive (foldedBytes 0 or more)");
    }
    if (rank <= 0 || rank > Shape.MAX_RANK) {
      throw new InvalidInputException(
          "Limits: got rank " + rank + ", required 1 to " + Shape.MAX_RANK);
    }
    if (nestingDepth <= 0 || loopRounds <= 0) {
      throw new InvalidInputException(
          "Limits: got nestingDepth "
              + nestingDepth
              + " and loopRounds "
              + loopRounds
              + ", required 1 or more");
    }
  }

  /// 2 GiB files, 200 000 nodes, rank 16, 2³¹ elements, 8 GiB of activations, 1 GiB folded, 32
  /// levels, 2²⁴ rounds.
  ///
  /// @return the default limits
  public static Limits defaults() {
    return DEFAULTS;
  }

  /// A copy with another file limit.
  ///
  /// @param bytes largest file
  /// @return the copy
  public Limits withFileBytes(long bytes) {
    return new Limits(
        bytes, nodes, rank, tensorElements, activationBytes, foldedBytes, nestingDepth, loopRounds);
  }

  /// A copy with another node limit.
  ///
  /// @param most most nodes
  /// @return the copy
  public Limits withNodes(int most) {
    return new Limits(
        fileBytes,
        most,
        rank,
        tensorElements,
        activationBytes,
        foldedBytes,
        nestingDepth,
        loopRounds);
  }

  /// A copy with another tensor size limit.
  ///
  /// @param most most elements of one tensor
  /// @return the copy
  public Limits withTensorElements(long most) {
    return new Limits(
        fileBytes, nodes, rank, most, activationBytes, foldedBytes, nestingDepth, loopRounds);
  }

  /// A copy with another activation memory limit.
  ///
  /// @param bytes most planned bytes
  /// @return the copy
  public Limits withActivationBytes(long bytes) {
    return new Limits(
        fileBytes, nodes, rank, tensorElements, bytes, foldedBytes, nestingDepth, loopRounds);
  }

  /// A copy with another constant folding budget.
  ///
  /// @param bytes most bytes of folded constants
  /// @return the copy
  public Limits withFoldedBytes(long bytes) {
    return new Limits(
        fileBytes, nodes, rank, tensorElements, activationBytes, bytes, nestingDepth, loopRounds);
  }

  /// A copy with another limit on loops.
  ///
  /// @param most most rounds that one Loop may run
  /// @return the copy
  public Limits withLoopRounds(long most) {
    return new Limits(
        fileBytes, nodes, rank, tensorElements, activationBytes, foldedBytes, nestingDepth, most);
  }
}
