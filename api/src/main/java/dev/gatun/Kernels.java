package dev.gatun;

import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Softmax;
import dev.gatun.session.CompileOptions;
import dev.gatun.session.OperatorPlans;
import dev.gatun.session.SharedEngine;
import dev.gatun.spi.Backend;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One operator at a time, without a model. Safe for use from many threads.
///
/// Each combination of operator and operand types is compiled once and kept while it is among the
/// most recently used. Weights are ordinary operands here and may change from call to call; a
/// [Session] prepares them once and is faster.
///
/// ```java
/// Tensor y = Kernels.best().conv(x, w, bias, Conv.of(3, 3).withStride(2).withPad(1).withActivation(Activation.RELU));
/// ```
public final class Kernels implements AutoCloseable {
  private static final int KEPT = 64;

  /// Values of an operand that decides shapes may differ from call to call: as many plans are kept
  /// of each operator.
  private static final int PLANS_PER_OPERATOR = 4;

  private final OperatorPlans plans;
  private final boolean shared;

  private Kernels(Backend backend, boolean shared) {
    this.shared = shared;
    SessionOptions options = SessionOptions.defaults();
    SharedEngine engine =
        new SharedEngine(
            backend,
            options.engine(),
            new CompileOptions(options.limits(), Set.of(), PLANS_PER_OPERATOR));
    this.plans = new OperatorPlans(engine, KEPT);
  }

  private static final class Best {
    static final Kernels KERNELS = new Kernels(Backends.fastestThatWorks(), true);
  }

  /// The operators of the fastest usable backend, on all processors: one instance that everybody
  /// shares. Closing it does nothing.
  ///
  /// @return the shared instance
  /// @throws BackendException if no backend is usable
  public static Kernels best() {
    try {
      return Best.KERNELS;
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new BackendException(
          "Kernels.best: the fastest backend failed to start: " + e.getCause(), e);
    }
  }

  /// The operators of a backend, on all processors.
  ///
  /// @param backend its name, as [Backends#all] lists it
  /// @return a new instance, which the caller closes
  /// @throws BackendException if the backend is not there or not usable
  public static Kernels of(String backend) {
    return of(Backends.named(backend));
  }

  static Kernels of(Backend backend) {
    return new Kernels(backend, false);
  }

  /// Convolution; depthwise is `op.withGroups(channels)`.
  ///
  /// @param x `[N, inC, spatial…]`
  /// @param w `[outC, inC/groups, kernel…]`
  /// @param bias `[outC]`, or null
  /// @param op window, groups, activation
  /// @return `[N, outC, spatial…]`
  /// @throws InvalidInputException if an operand does not fit
  public Tensor conv(Tensor x, Tensor w, @Nullable Tensor bias, Conv op) {
    return apply(op, x, w, bias);
  }

  /// Transposed convolution.
  ///
  /// @param x `[N, inC, spatial…]`
  /// @param w `[inC, outC/groups, kernel…]`
  /// @param bias `[outC]`, or null
  /// @param op window, output padding, groups, activation
  /// @return `[N, outC, spatial…]`
  /// @throws InvalidInputException if an operand does not fit
  public Tensor convTranspose(Tensor x, Tensor w, @Nullable Tensor bias, ConvTranspose op) {
    return apply(op, x, w, bias);
  }

  /// Pooling over a sliding window.
  ///
  /// @param x `[N, C, spatial…]`
  /// @param op window and reduction
  /// @return `[N, C, spatial…]`
  /// @throws InvalidInputException if the operand does not fit
  public Tensor pool(Tensor x, Pool op) {
    return apply(op, x);
  }

  /// Pooling over all spatial axes.
  ///
  /// @param x `[N, C, spatial…]`
  /// @param kind the reduction; LP takes the exponent 2
  /// @return `[N, C, 1…]`
  /// @throws InvalidInputException if the operand does not fit
  public Tensor globalPool(Tensor x, Pool.Kind kind) {
    return apply(new GlobalPool(kind, kind == Pool.Kind.LP ? 2 : 0), x);
  }

  /// activation(alpha·A'·B' + beta·C).
  ///
  /// @param a `[M, K]`, or `[K, M]` with transA
  /// @param b `[K, N]`, or `[N, K]` with transB
  /// @param c broadcasts to `[M, N]`, or null
  /// @param op factors, transpositions, activation
  /// @return `[M, N]`
  /// @throws InvalidInputException if an operand does not fit
  public Tensor gemm(Tensor a, Tensor b, @Nullable Tensor c, Gemm op) {
    return apply(op, a, b, c);
  }

  /// NumPy's matmul.
  ///
  /// @param a `[…, M, K]`
  /// @param b `[…, K, N]`
  /// @return `[…, M, N]`
  /// @throws InvalidInputException if an operand does not fit
  public Tensor matMul(Tensor a, Tensor b) {
    return apply(new MatMul(Activation.NONE), a, b);
  }

  /// scale·(x − mean)/√(var + epsilon) + shift, per channel.
  ///
  /// @param x `[N, C, …]`
  /// @param scale `[C]`
  /// @param shift `[C]`
  /// @param mean `[C]`
  /// @param var `[C]`
  /// @param epsilon added to the variance
  /// @return the shape of x
  /// @throws InvalidInputException if an operand does not fit
  public Tensor batchNorm(
      Tensor x, Tensor scale, Tensor shift, Tensor mean, Tensor var, float epsilon) {
    return apply(new BatchNorm(epsilon), x, scale, shift, mean, var);
  }

  /// e^x / Σ e^x along one axis.
  ///
  /// @param x any shape
  /// @param axis the axis, may be negative
  /// @return the shape of x
  /// @throws InvalidInputException if the axis is out of range
  public Tensor softmax(Tensor x, int axis) {
    return apply(new Softmax(Softmax.Kind.SOFTMAX, axis, axis), x);
  }

  /// A function of every element.
  ///
  /// @param x any shape, float
  /// @param function which
  /// @return the shape of x
  /// @throws InvalidInputException if x is no float tensor
  public Tensor activate(Tensor x, Activation function) {
    return apply(new Activate(function), x);
  }

  /// A function of two elements, with NumPy broadcasting.
  ///
  /// @param kind which
  /// @param a any shape
  /// @param b a shape that broadcasts with a's
  /// @return the broadcast shape
  /// @throws InvalidInputException if the operands' types or shapes do not fit
  public Tensor binary(Binary.Kind kind, Tensor a, Tensor b) {
    return apply(Binary.of(kind), a, b);
  }

  /// Any operator with one result.
  ///
  /// @param op the operator
  /// @param inputs its operands in their places, null where an optional one is left out
  /// @return the first result in new memory
  /// @throws InvalidInputException if an operand does not fit, or these kernels are closed
  /// @throws UnsupportedOperatorException if the backend does not have the operator
  public Tensor apply(Op op, @Nullable Tensor... inputs) {
    return applyAll(op, 1, inputs).getFirst();
  }

  /// Any operator.
  ///
  /// @param op the operator
  /// @param outputs number of results wanted
  /// @param inputs its operands in their places, null where an optional one is left out
  /// @return the results in new memory
  /// @throws InvalidInputException if an operand does not fit, or these kernels are closed
  /// @throws UnsupportedOperatorException if the backend does not have the operator
  public List<Tensor> applyAll(Op op, int outputs, @Nullable Tensor... inputs) {
    return plans.run(op, outputs, inputs);
  }

  /// Frees threads and plans once calls under way are done. Does nothing on the shared instance.
  @Override
  public void close() {
    if (!shared) {
      plans.close();
    }
  }
}
