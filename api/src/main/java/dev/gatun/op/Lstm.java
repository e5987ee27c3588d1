package dev.gatun.op;

/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the peepholes of Gers and
/// Schmidhuber 2000), gates in the order i, o, f, c:
///
///     i = f(x_i + h·R_i + p_i ⊙ C)        input
///     f = f(x_f + h·R_f + p_f ⊙ C)        forget; with coupledForget 1 − i
///     c = g(x_c + h·R_c)                  candidate
///     C = f ⊙ C + i ⊙ c                   cell
///     o = f(x_o + h·R_o + p_o ⊙ C)        output
///     h = o ⊙ h(C)
///
/// Inputs as [Recurrent] says; then at 4, optional, C₀ `[D, B, H]`, and at 5, optional, the
/// peepholes p `[D, 3·H]` in the order i, o, f. Outputs as there; then the last C `[D, B, H]`. The
/// argument of h is not clipped.
///
/// @param recurrence direction, f, g and h, clip
/// @param coupledForget whether the forget gate is 1 − i
public record Lstm(Recurrence recurrence, boolean coupledForget) implements Recurrent {
  /// Checks the number of functions.
  public Lstm {
    recurrence.require(3);
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int functions() {
    return 3;
  }

  @Override
  public int outputs() {
    return 3;
  }
}
