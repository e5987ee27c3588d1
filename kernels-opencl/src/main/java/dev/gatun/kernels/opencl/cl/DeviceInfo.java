package dev.gatun.kernels.opencl.cl;

/// What a device says of itself.
///
/// @param platform name of its platform
/// @param name of the device
/// @param version OpenCL version text
/// @param driver version text of the driver
/// @param kind what it is
/// @param units compute units
/// @param floats floats of a native vector, ≥ 1
/// @param memory bytes of device memory
/// @param largest bytes of the largest allocation
/// @param local bytes of local memory of a work group
/// @param group most work items of a work group
/// @param alignment bytes to which parts of memory are aligned, a power of two
public record DeviceInfo(
    String platform,
    String name,
    String version,
    String driver,
    Kind kind,
    int units,
    int floats,
    long memory,
    long largest,
    long local,
    long group,
    long alignment) {
  /// Kinds of devices.
  public enum Kind {
    /// The host's processor.
    CPU,
    /// A graphics processor.
    GPU,
    /// Anything else.
    OTHER
  }
}
