package dev.gatun.op;

/// The simple recurrence h = f(x + h·r) (Elman 1990). Inputs and outputs as [Recurrent] says.
///
/// @param recurrence direction, f, clip
public record Rnn(Recurrence recurrence) implements Recurrent {
  /// Checks the number of functions.
  public Rnn {
    recurrence.require(1);
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int functions() {
    return 1;
  }

  @Override
  public int outputs() {
    return 2;
  }
}
