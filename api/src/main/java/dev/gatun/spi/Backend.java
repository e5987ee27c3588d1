package dev.gatun.spi;

/// A way to run graphs, found with [java.util.ServiceLoader]. Cheap to construct; nothing is
/// started before [#open].
public interface Backend {
  /// The name that users choose it by.
  ///
  /// @return lower-case letters and digits, such as `java`
  String name();

  /// Whether it can run here, and why (not).
  ///
  /// @return the answer, never an exception
  Usability usability();

  /// Starts what runs need (threads, a device).
  ///
  /// @param options threads and limits
  /// @return an engine, which the caller closes
  /// @throws dev.gatun.BackendException if it is not usable or fails to start
  Engine open(EngineOptions options);
}
