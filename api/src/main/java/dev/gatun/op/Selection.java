package dev.gatun.op;

/// Operators that pick items out of their inputs: how many, only the data tell. Backends never see
/// them bare, but as [Bounded].
public sealed interface Selection extends Op permits Compress, NonMaxSuppression, NonZero, Unique {}
