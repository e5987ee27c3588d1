package dev.gatun.bench.peer.nativelib;

import dev.gatun.BackendException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A shared library, loaded until the JVM ends, and its C functions.
final class NativeLibrary {
  private static final Linker LINKER = Linker.nativeLinker();

  /// More than any line that a library says of itself.
  private static final long LINE = 1024;

  private final Path file;
  private final SymbolLookup symbols;

  private NativeLibrary(Path file, SymbolLookup symbols) {
    this.file = file;
    this.symbols = symbols;
  }

  /// Loads a library. What it needs must lie beside it or be loaded before.
  ///
  /// @throws BackendException if it does not load here, as on another system or processor
  @SuppressWarnings("restricted") // the launcher and the tests allow native access
  static NativeLibrary load(Path file) {
    try {
      return new NativeLibrary(file, SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IllegalArgumentException e) {
      throw new BackendException("the library " + file + " does not load here", e);
    }
  }

  /// A function that gives something back.
  MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.of(result, arguments));
  }

  /// A function that gives nothing back.
  MethodHandle action(String name, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.ofVoid(arguments));
  }

  @SuppressWarnings("restricted") // as above
  private MethodHandle handle(String name, FunctionDescriptor type) {
    MemorySegment symbol =
        symbols
            .find(name)
            .orElseThrow(() -> new BackendException("the library " + file + " has no " + name));
    return LINKER.downcallHandle(symbol, type);
  }

  /// Calls a function where time does not matter.
  static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /// What to throw where a method handle throws: its type was wrong, which is a mistake here.
  static IllegalStateException broken(Throwable e) {
    return new IllegalStateException("a native function was called wrongly", e);
  }

  /// What lies at an address.
  @SuppressWarnings("restricted") // as above
  static MemorySegment at(MemorySegment address, MemoryLayout layout) {
    return address.reinterpret(layout.byteSize());
  }

  /// The line at an address.
  @SuppressWarnings("restricted") // as above
  static String text(MemorySegment address) {
    return address.reinterpret(LINE).getString(0, StandardCharsets.US_ASCII).strip();
  }

  /// The line that a function without arguments gives.
  String text(String name) {
    return text((MemorySegment) call(function(name, ValueLayout.ADDRESS)));
  }
}
