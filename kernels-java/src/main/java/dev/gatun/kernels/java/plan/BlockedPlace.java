package dev.gatun.kernels.java.plan;

/// A blocked value in memory.
///
/// @param place its memory
/// @param layout its layout there
record BlockedPlace(Place place, Blocked layout) {}
