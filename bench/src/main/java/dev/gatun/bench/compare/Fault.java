package dev.gatun.bench.compare;

/// Why something could not be compared.
///
/// @param model its name
/// @param fault what is wrong, in words
record Fault(String model, String fault) {}
