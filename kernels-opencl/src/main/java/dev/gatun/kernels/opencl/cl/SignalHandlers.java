package dev.gatun.kernels.opencl.cl;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The process's signal handlers, which a driver must leave as it finds them.
///
/// A JVM needs its own: SIGSEGV stops a thread in a loop at a safepoint and finds null, SIGFPE
/// finds a division by zero. PoCL 3.1 replaces both while it looks for devices. Its handler of
/// SIGFPE steps over the division, so that Java code goes on with any number instead of an
/// `ArithmeticException`; LLVM's handler of SIGSEGV deletes the files that the compiler is writing,
/// and ends the process where two threads meet in it. LLVM sets its handlers once, and again only
/// after one of them was called.
///
/// Handlers are compared and put back with `sigaction` (POSIX.1) as blocks of bytes, for its
/// structure differs between systems. Where a system has none, nothing is done.
final class SignalHandlers {
  /// Numbers of signals begin with 1; POSIX's own end here on Linux, macOS and the BSDs.
  private static final int LAST_SIGNAL = 31;

  /// More than any system's `struct sigaction`: glibc's has 152.
  private static final long BYTES = 512;

  private final MethodHandle sigaction;

  private SignalHandlers(MethodHandle sigaction) {
    this.sigaction = sigaction;
  }

  @SuppressWarnings("restricted") // as is all of OpenCL's native code
  private static @Nullable SignalHandlers ofThisProcess() {
    Linker linker;
    try {
      linker = Linker.nativeLinker();
    } catch (UnsupportedOperationException e) {
      return null;
    }
    FunctionDescriptor type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    return linker
        .defaultLookup()
        .find("sigaction")
        .map(address -> new SignalHandlers(linker.downcallHandle(address, type)))
        .orElse(null);
  }

  /// Calls a driver and puts back what it replaced, whether it fails or not. A handler that another
  /// thread sets in the meantime is lost.
  ///
  /// @param call the driver's function
  /// @return what it returns
  /// @throws IllegalCallerException if this JVM refuses native access
  static <T> T keeping(Supplier<T> call) {
    SignalHandlers handlers = ofThisProcess();
    return handlers == null ? call.get() : handlers.kept(call);
  }

  private <T> T kept(Supplier<T> call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment before = arena.allocate(LAST_SIGNAL * BYTES);
      MemorySegment after = arena.allocate(LAST_SIGNAL * BYTES); // now, when it may still fail
      read(before);
      try {
        return call.get();
      } finally {
        read(after);
        restore(before, after);
      }
    }
  }

  private void read(MemorySegment handlers) {
    for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
      act(signal, MemorySegment.NULL, handler(handlers, signal));
    }
  }

  private void restore(MemorySegment before, MemorySegment after) {
    for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
      if (handler(before, signal).mismatch(handler(after, signal)) >= 0) {
        act(signal, handler(before, signal), MemorySegment.NULL);
      }
    }
  }

  private static MemorySegment handler(MemorySegment handlers, int signal) {
    return handlers.asSlice((signal - 1) * BYTES, BYTES);
  }

  /// A signal that this system does not have is left alone: the call returns -1.
  private void act(int signal, MemorySegment handler, MemorySegment old) {
    try {
      int ignored = (int) sigaction.invokeExact(signal, handler, old);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a C function throws no checked exception", e);
    }
  }
}
