package dev.gatun.conformance.suite;

import org.jspecify.annotations.Nullable;

/// What came of one case.
///
/// @param suite the case's suite
/// @param name the case's name
/// @param verdict how it ended
/// @param reason why, empty where it passed
/// @param error largest error in relation to its bound, or null where nothing was compared
/// @param bound what that error was allowed to be, or null where nothing was compared
/// @param operator the one kind of operator that the model consists of, or how the table calls a
///   mixture
/// @param nanos time that loading, compiling, running and comparing took together
public record CaseResult(
    String suite,
    String name,
    Verdict verdict,
    String reason,
    @Nullable Double error,
    @Nullable Double bound,
    String operator,
    long nanos) {}
