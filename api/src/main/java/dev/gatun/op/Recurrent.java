package dev.gatun.op;

/// Recurrences over time: one direction or both, whole sequences at once.
public non-sealed interface Recurrent extends Op {}
