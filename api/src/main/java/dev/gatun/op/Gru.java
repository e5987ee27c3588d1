package dev.gatun.op;

/// Gated recurrent units (Cho et al. 2014), gates in the order z, r, c:
///
///     z = f(x_z + h·R_z)      update
///     r = f(x_r + h·R_r)      reset
///     c = g(x_c + (r ⊙ h)·R_c)    or, with resetAfter,    g(x_c + r ⊙ (h·R_c + b))
///     h = (1 − z) ⊙ c + z ⊙ h
///
/// Inputs as [Recurrent] says; with `resetAfter` also b `[D, H]` at 4, optional. Outputs as there.
///
/// @param recurrence direction, f and g, clip
/// @param resetAfter whether the reset gate multiplies the product and not the state
public record Gru(Recurrence recurrence, boolean resetAfter) implements Recurrent {
  /// Checks the number of functions.
  public Gru {
    recurrence.require(2);
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int functions() {
    return 2;
  }

  @Override
  public int outputs() {
    return 2;
  }
}
