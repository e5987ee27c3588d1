package dev.gatun.onnx;

/// Says, inside the importer, that a node or a tensor is valid ONNX that Gatun has nothing for.
/// Never leaves the package: [GraphImporter] collects these for the whole model.
final class UnsupportedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// @param reason why, in a few words
  UnsupportedException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /// Why, in a few words.
  String reason() {
    return reason;
  }
}
