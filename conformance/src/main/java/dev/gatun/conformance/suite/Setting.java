package dev.gatun.conformance.suite;

import java.time.Duration;
import java.time.Instant;

/// What a run was made with, so that somebody else can make it again.
///
/// @param backend name of the backend
/// @param description what the backend says of itself, such as `java: Vector API, 512 bits, 2
///   threads`
/// @param machine processor, count of cores, operating system
/// @param java version and name of the JVM
/// @param command the command line
/// @param start when it began
/// @param took how long it ran
public record Setting(
    String backend,
    String description,
    String machine,
    String java,
    String command,
    Instant start,
    Duration took) {}
