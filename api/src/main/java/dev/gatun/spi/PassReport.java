package dev.gatun.spi;

/// What one graph pass did while a model was prepared, for `inspect`.
///
/// @param name the pass's name, by which it can be switched off
/// @param fired how often its pattern was found and rewritten
/// @param micros microseconds spent in it
public record PassReport(String name, int fired, long micros) {}
