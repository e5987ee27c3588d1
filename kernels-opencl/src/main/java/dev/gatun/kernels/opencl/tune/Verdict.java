package dev.gatun.kernels.opencl.tune;

/// What a probe found out about one variant of a kernel.
///
/// @param name for people
/// @param error the result's distance from the host's, as a part of the norm; NaN if there is none
/// @param reason why it is left out; empty if it is right
public record Verdict(String name, double error, String reason) {
  static Verdict of(String name, double error) {
    return new Verdict(
        name,
        error,
        error <= Trial.GATE
            ? ""
            : "got an error of %.0e, required at most %.0e".formatted(error, Trial.GATE));
  }

  /// {@return whether it may be used}
  public boolean right() {
    return reason.isEmpty();
  }
}
