package dev.gatun.bench.peer.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.BackendException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A convolution that oneDNN has prepared: operands lie in the layouts that it chose, what comes
/// behind the convolution is fused. Only [#run] is worth timing.
///
/// A residual is added in place, as oneDNN wants it: it lies where the result will. The first run
/// gives the right result, later ones add to it, which takes as long.
public final class OneDnnConvolution implements Runnable, AutoCloseable {
  private static final int MOST_ARGUMENTS = 4;

  private final OneDnn library;
  private final Dnnl functions;
  private final DnnlScope scope;
  private final MethodHandle execute;
  private final MethodHandle await;
  private final MemorySegment primitive;
  private final MemorySegment stream;
  private final MemorySegment arguments;
  private final MemorySegment result;
  private final String implementation;
  private final Shape y;
  private int count;

  private OneDnnConvolution(OneDnn library, DnnlScope scope, ConvProblem problem, int algorithm) {
    this.library = library;
    this.scope = scope;
    functions = library.functions();
    stream = library.stream();
    y = problem.y();
    execute = functions.function("dnnl_primitive_execute", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
    await = functions.function("dnnl_stream_wait", ADDRESS);
    MemorySegment descriptor = descriptor(problem, algorithm);
    implementation = implementation(descriptor);
    primitive = scope.make("primitive", "dnnl_primitive_create", descriptor);
    arguments = scope.arguments(MOST_ARGUMENTS);
    result = scope.memory(layout(descriptor, Dnnl.QUERY_DESTINATION));
    argument(Dnnl.ARGUMENT_DESTINATION, result);
    MemorySegment x = scope.memory(layout(descriptor, Dnnl.QUERY_SOURCE));
    scope.fill(x, problem.x(), problem.x().shape());
    argument(Dnnl.ARGUMENT_SOURCE, x);
    MemorySegment w = scope.memory(layout(descriptor, Dnnl.QUERY_WEIGHTS));
    scope.fill(w, problem.w(), weights(problem));
    argument(Dnnl.ARGUMENT_WEIGHTS, w);
    Tensor bias = problem.bias();
    if (bias != null) {
      MemorySegment b = scope.memory(scope.rowMajor(bias.shape()));
      scope.fill(b, bias, bias.shape());
      argument(Dnnl.ARGUMENT_BIAS, b);
    }
    Tensor residual = problem.residual();
    if (residual != null) {
      scope.fill(result, residual, residual.shape());
    }
  }

  /// Prepares a convolution for the number of threads that is set.
  ///
  /// @param library which was opened
  /// @param problem whose operands are copied
  /// @param direct whether only direct algorithms may be chosen
  /// @return the convolution, which the caller closes
  /// @throws BackendException if oneDNN does not have it
  public static OneDnnConvolution of(OneDnn library, ConvProblem problem, boolean direct) {
    if (!problem.isComparable()) {
      throw new BackendException(
          "oneDNN: got " + problem.op().activation() + ", required NONE, RELU or CLIP");
    }
    DnnlScope scope = new DnnlScope(library);
    boolean done = false;
    try {
      int algorithm = direct ? Dnnl.CONVOLUTION_DIRECT : Dnnl.CONVOLUTION_AUTO;
      OneDnnConvolution made = new OneDnnConvolution(library, scope, problem, algorithm);
      done = true;
      return made;
    } finally {
      if (!done) {
        scope.close();
      }
    }
  }

  private MemorySegment descriptor(ConvProblem problem, int algorithm) {
    Conv op = problem.op();
    Tensor bias = problem.bias();
    long[] dilations = op.window().dilations().toArray();
    for (int i = 0; i < dilations.length; i++) {
      dilations[i]--; // oneDNN counts the gaps
    }
    return scope.make(
        "primitive_desc",
        "dnnl_convolution_forward_primitive_desc_create",
        library.engine(),
        Dnnl.FORWARD_INFERENCE,
        algorithm,
        scope.anyLayout(problem.x().shape()),
        scope.anyLayout(weights(problem)),
        bias == null ? MemorySegment.NULL : scope.rowMajor(bias.shape()),
        scope.anyLayout(y),
        scope.longs(op.window().strides().toArray()),
        scope.longs(dilations),
        scope.longs(op.window().padsBegin().toArray()),
        scope.longs(op.window().padsEnd().toArray()),
        attributes(problem));
  }

  /// Weights of groups have an axis of their own for them.
  private static Shape weights(ConvProblem problem) {
    int groups = problem.op().groups();
    long[] dims = problem.w().shape().toArray();
    return groups == 1
        ? problem.w().shape()
        : Shape.of(groups, dims[0] / groups, dims[1], dims[2], dims[3]);
  }

  /// What comes behind the convolution.
  private MemorySegment attributes(ConvProblem problem) {
    MemorySegment chain = scope.make("post_ops", "dnnl_post_ops_create");
    if (problem.residual() != null) {
      functions.call("dnnl_post_ops_append_sum", chain, 1f, 0, Dnnl.FLOAT32);
    }
    Activation activation = problem.op().activation();
    if (!activation.isNone()) {
      boolean relu = activation.kind() == Activation.Kind.RELU;
      functions.call(
          "dnnl_post_ops_append_eltwise",
          chain,
          relu ? Dnnl.RELU : Dnnl.CLIP,
          activation.a(),
          activation.b());
    }
    MemorySegment attributes = scope.make("primitive_attr", "dnnl_primitive_attr_create");
    functions.call("dnnl_primitive_attr_set_post_ops", attributes, chain);
    return attributes;
  }

  private String implementation(MemorySegment descriptor) {
    MemorySegment text = scope.address();
    functions.call("dnnl_primitive_desc_query", descriptor, Dnnl.QUERY_IMPLEMENTATION, 0, text);
    return NativeLibrary.text(text.get(ADDRESS, 0));
  }

  private MemorySegment layout(MemorySegment descriptor, int what) {
    MethodHandle query =
        functions
            .library()
            .function("dnnl_primitive_desc_query_md", ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
    return (MemorySegment) NativeLibrary.call(query, descriptor, what, 0);
  }

  private void argument(int index, MemorySegment memory) {
    DnnlScope.put(arguments, count++, index, memory);
  }

  /// What oneDNN chose.
  ///
  /// @return such as `jit:avx512_core`
  public String implementation() {
    return implementation;
  }

  /// Convolves once.
  ///
  /// @throws BackendException if oneDNN fails
  @Override
  public void run() {
    int status;
    try {
      status = (int) execute.invokeExact(primitive, stream, count, arguments);
      if (status == 0) {
        status = (int) await.invokeExact(stream);
      }
    } catch (Throwable e) {
      throw NativeLibrary.broken(e);
    }
    Dnnl.check("dnnl_primitive_execute", status);
  }

  /// The result of the runs so far.
  ///
  /// @return a copy, row-major
  public Tensor output() {
    return scope.read(result, y);
  }

  /// Frees what the library holds.
  @Override
  public void close() {
    scope.close();
  }
}
