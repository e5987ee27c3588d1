package dev.gatun.op;

/// Recurrences over time. What the inputs contribute to a cell's gates does not depend on the state
/// and is computed beforehand, for all steps at once, by a matrix product; these operators do what
/// must go step by step.
///
/// Inputs, for T steps of B sequences through cells of H units and G gates in D directions:
///
/// 0. x `[T, B, D·G·H]`: what the inputs contribute to the gates, biases included
/// 1. r `[D, H, G·H]`: weights that multiply the state, a row per unit of the state
/// 2. lengths, optional, INT32 or INT64 `[B]`: steps of each sequence, 0 to T; without it all have
///    T
/// 3. h₀, optional, `[D, B, H]`: states at the beginning; without it 0
///
/// and what the records name. Outputs, each optional: y `[T, D, B, H]`, the state after each step,
/// 0 behind a sequence's end; the last state `[D, B, H]`; and what the records name.
///
/// A reverse direction starts at a sequence's last step. The first direction of two runs forward.
public sealed interface Recurrent extends Op permits Gru, Lstm, Rnn {
  /// {@return directions, gate functions and clip}
  Recurrence recurrence();

  /// {@return G, the gates of a cell}
  int gates();

  /// {@return how many functions each direction has}
  int functions();

  /// {@return how many outputs there are at most}
  int outputs();
}
