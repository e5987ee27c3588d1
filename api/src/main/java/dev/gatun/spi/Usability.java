package dev.gatun.spi;

/// Whether a backend can run on this machine.
///
/// @param usable whether [Backend#open] is expected to work
/// @param speed expected relative speed, higher is preferred among usable backends; the naive
///   reference is 0
/// @param description what runs (`Vector API, 512 bits`), or why it cannot, in one line
public record Usability(boolean usable, int speed, String description) {}
