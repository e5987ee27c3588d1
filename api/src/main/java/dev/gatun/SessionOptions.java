package dev.gatun;

import dev.gatun.spi.EngineOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a [Model] is compiled and run.
///
/// ```java
/// SessionOptions options = SessionOptions.defaults().withThreads(4).withBackend("java");
/// ```
///
/// @param threads threads that take part in a run, the caller included, ≥ 1
/// @param backend name of the backend, or null for the fastest usable one
/// @param limits bounds on what is planned
/// @param disabledPasses names of graph passes to leave out
/// @param plans most plans kept, one for each input signature, ≥ 1
/// @param strict whether the same inputs give the same bits at every width of vectors, with any
///   number of threads, cold and hot, and on machines with other caches. Sums then keep one order
///   and no convolution is transformed, which costs time where a transform would have served
public record SessionOptions(
    int threads,
    @Nullable String backend,
    Limits limits,
    Set<String> disabledPasses,
    int plans,
    boolean strict) {

  /// Threads and plans must be 1 or more.
  public SessionOptions {
    if (threads < 1) {
      throw new InvalidInputException(
          "SessionOptions: got " + threads + " threads, required 1 or more");
    }
    if (plans < 1) {
      throw new InvalidInputException(
          "SessionOptions: got " + plans + " plans, required 1 or more");
    }
    disabledPasses = Set.copyOf(disabledPasses);
  }

  /// All processors, the fastest usable backend, default limits, all passes, 8 plans, not strict.
  ///
  /// @return the default options
  public static SessionOptions defaults() {
    return new SessionOptions(
        Runtime.getRuntime().availableProcessors(), null, Limits.defaults(), Set.of(), 8, false);
  }

  /// A copy with another number of threads.
  ///
  /// @param count threads that take part in a run, the caller included
  /// @return the copy
  public SessionOptions withThreads(int count) {
    return new SessionOptions(count, backend, limits, disabledPasses, plans, strict);
  }

  /// A copy with another backend.
  ///
  /// @param name a name from [Backends#all], or null for the fastest usable one
  /// @return the copy
  public SessionOptions withBackend(@Nullable String name) {
    return new SessionOptions(threads, name, limits, disabledPasses, plans, strict);
  }

  /// A copy with other limits.
  ///
  /// @param other bounds on what is planned
  /// @return the copy
  public SessionOptions withLimits(Limits other) {
    return new SessionOptions(threads, backend, other, disabledPasses, plans, strict);
  }

  /// A copy with other passes left out.
  ///
  /// @param names names of graph passes
  /// @return the copy
  public SessionOptions withDisabledPasses(Set<String> names) {
    return new SessionOptions(threads, backend, limits, names, plans, strict);
  }

  /// A copy that keeps another number of plans.
  ///
  /// @param most most plans kept
  /// @return the copy
  public SessionOptions withPlans(int most) {
    return new SessionOptions(threads, backend, limits, disabledPasses, most, strict);
  }

  /// A copy that is strict, or not.
  ///
  /// @param same whether the same inputs give the same bits everywhere; see [#strict]
  /// @return the copy
  public SessionOptions withStrict(boolean same) {
    return new SessionOptions(threads, backend, limits, disabledPasses, plans, same);
  }

  /// What an engine of the backend is opened with.
  ///
  /// @return threads, limits, strictness
  public EngineOptions engine() {
    return new EngineOptions(threads, limits, strict);
  }
}
