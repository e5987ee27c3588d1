package dev.gatun.kernels.java.plain;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One object for each thread that asks, to be used again by its next run.
///
/// Threads outlive class loaders: a plain [ThreadLocal] whose value is of a class of ours would
/// keep that class, its loader and all that hangs on it for as long as the caller's thread lives. A
/// thread holds its object by a weak reference, so that after a garbage collection it may be made
/// again.
///
/// @param <T> the object
final class PerThread<T> {
  private final Supplier<T> make;

  @SuppressWarnings("ThreadLocalUsage") // this object is what stands in a static field
  private final ThreadLocal<@Nullable WeakReference<T>> own = new ThreadLocal<>();

  /// @param make makes a thread's object
  PerThread(Supplier<T> make) {
    this.make = make;
  }

  /// This thread's object.
  T get() {
    WeakReference<T> reference = own.get();
    T object = reference == null ? null : reference.get();
    if (object == null) {
      object = make.get();
      own.set(new WeakReference<>(object));
    }
    return object;
  }
}
