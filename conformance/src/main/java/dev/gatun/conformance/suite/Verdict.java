package dev.gatun.conformance.suite;

/// How a case ended.
public enum Verdict {
  /// Every output of every data set is within its bound.
  PASSED("passed"),
  /// An output is off, or the run ended with an error.
  FAILED("failed"),
  /// The model uses an operator, or a variant of one, that is not there.
  UNIMPLEMENTED("unimplemented"),
  /// The case is about something that Gatun does not set out to do.
  NOT_APPLICABLE("notApplicable");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /// The verdict's name in reports.
  ///
  /// @return such as `notApplicable`
  public String text() {
    return text;
  }
}
