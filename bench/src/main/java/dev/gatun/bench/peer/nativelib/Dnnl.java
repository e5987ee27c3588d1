package dev.gatun.bench.peer.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatun.BackendException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The C interface of oneDNN 3: functions by name, and the numbers of its enumerations that are
/// needed here (`dnnl_types.h`).
final class Dnnl {
  static final int CPU = 1;
  static final int DEFAULT_STREAM = 1;
  static final int FLOAT32 = 3;
  static final int FORWARD_INFERENCE = 96;

  /// Whatever layout the primitive likes best.
  static final int TAG_ANY = 1;

  /// The first of the row-major layouts, `a`; each further axis is one more.
  static final int TAG_ROW_MAJOR = 2;

  static final int CONVOLUTION_DIRECT = 1;
  static final int CONVOLUTION_AUTO = 3;
  static final int RELU = 32;
  static final int CLIP = 46;

  static final int QUERY_IMPLEMENTATION = 8;
  static final int QUERY_SOURCE = 129;
  static final int QUERY_WEIGHTS = 131;
  static final int QUERY_DESTINATION = 133;

  static final int ARGUMENT_SOURCE = 1;
  static final int ARGUMENT_DESTINATION = 17;
  static final int ARGUMENT_WEIGHTS = 33;
  static final int ARGUMENT_BIAS = 41;

  /// The library allocates the memory.
  static final MemorySegment ALLOCATE = MemorySegment.ofAddress(-1);

  private static final String[] STATUS = {
    "success",
    "out of memory",
    "invalid arguments",
    "unimplemented",
    "last implementation reached",
    "runtime error",
    "not required"
  };

  private final NativeLibrary library;
  private final Map<String, MethodHandle> functions = new HashMap<>();

  Dnnl(NativeLibrary library) {
    this.library = library;
  }

  /// Calls a function that gives a status.
  ///
  /// @param arguments `int`, `long`, `float` or an address each, as the C function has them
  /// @throws BackendException if the status is not success
  void call(String name, Object... arguments) {
    MethodHandle function =
        functions.computeIfAbsent(
            name,
            key ->
                library.function(
                    key,
                    JAVA_INT,
                    Arrays.stream(arguments).map(Dnnl::layout).toArray(MemoryLayout[]::new)));
    check(name, (int) NativeLibrary.call(function, arguments));
  }

  /// Calls a function that writes an address to where its first argument says.
  ///
  /// @param arguments the others
  /// @return what it wrote
  MemorySegment make(String name, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(ADDRESS);
      Object[] all = new Object[arguments.length + 1];
      all[0] = result;
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      call(name, all);
      return result.get(ADDRESS, 0);
    }
  }

  /// A function that is called often.
  MethodHandle function(String name, MemoryLayout... arguments) {
    return library.function(name, JAVA_INT, arguments);
  }

  /// @throws BackendException if a status is not success
  static void check(String name, int status) {
    if (status != 0) {
      String word = status > 0 && status < STATUS.length ? STATUS[status] : "status " + status;
      throw new BackendException("oneDNN: " + name + ": " + word);
    }
  }

  NativeLibrary library() {
    return library;
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Integer i -> JAVA_INT;
      case Long l -> JAVA_LONG;
      case Float f -> JAVA_FLOAT;
      case MemorySegment address -> ADDRESS;
      default -> throw new IllegalArgumentException("no C type is known for " + argument);
    };
  }
}
