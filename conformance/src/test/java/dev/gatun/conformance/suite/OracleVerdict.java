package dev.gatun.conformance.suite;

/// How the oracle does in a case.
enum OracleVerdict {
  /// Every output of every data set is within its bound.
  PASSED("passed"),
  /// An output is off.
  WRONG("wrong result"),
  /// It does not load the model, or ends the run with an error.
  REFUSED("refused"),
  /// Its Java API cannot create one of the inputs, or cannot hand out one of the outputs.
  OUT_OF_REACH("cannot be fed or read"),
  /// The process died, or gave no answer in time.
  CRASHED("crashed");

  private final String text;

  OracleVerdict(String text) {
    this.text = text;
  }

  /// The verdict's name in reports.
  String text() {
    return text;
  }
}
