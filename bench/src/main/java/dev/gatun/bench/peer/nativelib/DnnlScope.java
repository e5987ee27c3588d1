package dev.gatun.bench.peer.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.ArrayDeque;
import java.util.Deque;

/// What belongs together in oneDNN and is freed together: layouts, memories, primitives.
final class DnnlScope implements AutoCloseable {
  /// `dnnl_exec_arg_t`.
  private static final StructLayout ARGUMENT =
      MemoryLayout.structLayout(
          JAVA_INT.withName("index"),
          MemoryLayout.paddingLayout(Integer.BYTES),
          ADDRESS.withName("memory"));

  private static final long MEMORY_OFFSET =
      ARGUMENT.byteOffset(MemoryLayout.PathElement.groupElement("memory"));

  /// A cache line, and the widest vector.
  private static final long ALIGNMENT = 64;

  private final OneDnn library;
  private final Dnnl functions;
  private final Arena arena = Arena.ofShared();
  private final Deque<Runnable> frees = new ArrayDeque<>();

  DnnlScope(OneDnn library) {
    this.library = library;
    functions = library.functions();
  }

  /// Makes a thing that the scope frees.
  ///
  /// @param name what it is, such as `memory`: the library has `dnnl_memory_destroy`
  /// @param create the function that makes it
  /// @param arguments of that function but for the first, to which it writes
  MemorySegment make(String name, String create, Object... arguments) {
    MemorySegment made = functions.make(create, arguments);
    frees.push(() -> functions.call("dnnl_" + name + "_destroy", made));
    return made;
  }

  /// A tensor's layout that is for the library to choose.
  MemorySegment anyLayout(Shape shape) {
    return layout(shape, Dnnl.TAG_ANY);
  }

  /// The layout of a [Tensor].
  MemorySegment rowMajor(Shape shape) {
    return layout(shape, Dnnl.TAG_ROW_MAJOR + shape.rank() - 1);
  }

  private MemorySegment layout(Shape shape, int tag) {
    return make(
        "memory_desc",
        "dnnl_memory_desc_create_with_tag",
        shape.rank(),
        longs(shape.toArray()),
        Dnnl.FLOAT32,
        tag);
  }

  /// Memory of a layout, allocated by the library.
  MemorySegment memory(MemorySegment layout) {
    return memory(layout, Dnnl.ALLOCATE);
  }

  private MemorySegment memory(MemorySegment layout, MemorySegment data) {
    return make("memory", "dnnl_memory_create", layout, library.engine(), data);
  }

  /// A C array.
  MemorySegment longs(long... values) {
    return arena.allocateFrom(JAVA_LONG, values);
  }

  /// Room for an address.
  MemorySegment address() {
    return arena.allocate(ADDRESS);
  }

  /// Room for the memories that a primitive is run on.
  MemorySegment arguments(int count) {
    return arena.allocate(ARGUMENT, count);
  }

  /// Says what one of the memories is.
  ///
  /// @param arguments from [#arguments]
  /// @param place in it
  /// @param index what it is for, such as [Dnnl#ARGUMENT_SOURCE]
  static void put(MemorySegment arguments, int place, int index, MemorySegment memory) {
    MemorySegment argument = arguments.asSlice(place * ARGUMENT.byteSize(), ARGUMENT);
    argument.set(JAVA_INT, 0, index);
    argument.set(ADDRESS, MEMORY_OFFSET, memory);
  }

  /// Copies row-major elements to where the library wants them.
  ///
  /// @param shape as the memory sees it, of as many elements as the tensor
  void fill(MemorySegment memory, Tensor tensor, Shape shape) {
    MemorySegment plain = arena.allocate(tensor.data().byteSize(), ALIGNMENT);
    plain.copyFrom(tensor.data());
    reorder(memory(rowMajor(shape), plain), memory);
  }

  /// Copies elements from where the library has them.
  Tensor read(MemorySegment memory, Shape shape) {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, shape);
    MemorySegment plain = arena.allocate(tensor.data().byteSize(), ALIGNMENT);
    reorder(memory, memory(rowMajor(shape), plain));
    tensor.data().copyFrom(plain);
    return tensor;
  }

  private void reorder(MemorySegment from, MemorySegment to) {
    MemorySegment descriptor =
        make(
            "primitive_desc",
            "dnnl_reorder_primitive_desc_create",
            layoutOf(from),
            library.engine(),
            layoutOf(to),
            library.engine(),
            MemorySegment.NULL);
    MemorySegment copy = make("primitive", "dnnl_primitive_create", descriptor);
    MemorySegment both = arguments(2);
    put(both, 0, Dnnl.ARGUMENT_SOURCE, from);
    put(both, 1, Dnnl.ARGUMENT_DESTINATION, to);
    functions.call("dnnl_primitive_execute", copy, library.stream(), 2, both);
    functions.call("dnnl_stream_wait", library.stream());
  }

  private MemorySegment layoutOf(MemorySegment memory) {
    MemorySegment layout = address();
    functions.call("dnnl_memory_get_memory_desc", memory, layout);
    return layout.get(ADDRESS, 0);
  }

  /// Frees everything, what was made last first.
  @Override
  public void close() {
    frees.forEach(Runnable::run);
    frees.clear();
    arena.close();
  }
}
