package dev.gatun.conformance.suite;

/// How a case ended.
public enum Verdict {
  /// Every output of every data set is within its bound.
  PASSED("passed", "passed"),
  /// An output is off, or the run ended with an error.
  FAILED("failed", "failed"),
  /// The model uses an operator, or a variant of one, that is not there.
  UNIMPLEMENTED("unimplemented", "unimplemented"),
  /// Nothing is wrong, but what is required is empty or 0 throughout though the inputs are not: a
  /// backend that computes nothing would have passed, too.
  MISTRUSTED("mistrusted", "mistrusted"),
  /// The case is about something that Gatun does not set out to do.
  NOT_APPLICABLE("notApplicable", "not applicable");

  private final String text;
  private final String words;

  Verdict(String text, String words) {
    this.text = text;
    this.words = words;
  }

  /// The verdict's name for programs.
  ///
  /// @return such as `notApplicable`
  public String text() {
    return text;
  }

  /// The verdict's name for people.
  ///
  /// @return such as `not applicable`
  public String words() {
    return words;
  }

  /// Whether all results were as required, whatever that proves.
  ///
  /// @return true for [#PASSED] and [#MISTRUSTED]
  public boolean isRight() {
    return this == PASSED || this == MISTRUSTED;
  }
}
