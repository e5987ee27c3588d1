package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activate;
import dev.gatun.op.ArgReduce;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.BitCast;
import dev.gatun.op.Bounded;
import dev.gatun.op.Cast;
import dev.gatun.op.Concat;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.ControlFlow;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Cumulate;
import dev.gatun.op.CustomOp;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Determinant;
import dev.gatun.op.Einsum;
import dev.gatun.op.Expand;
import dev.gatun.op.EyeLike;
import dev.gatun.op.Flatten;
import dev.gatun.op.Gather;
import dev.gatun.op.GatherElements;
import dev.gatun.op.GatherNd;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.Identity;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LinearAttention;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.MatMul;
import dev.gatun.op.OneHot;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Pool;
import dev.gatun.op.Quantization;
import dev.gatun.op.Range;
import dev.gatun.op.Recurrent;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.Resize;
import dev.gatun.op.ReverseSequence;
import dev.gatun.op.Sampling;
import dev.gatun.op.ScatterElements;
import dev.gatun.op.ScatterNd;
import dev.gatun.op.Selection;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.Signal;
import dev.gatun.op.SizeOf;
import dev.gatun.op.Slice;
import dev.gatun.op.Softmax;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Split;
import dev.gatun.op.Squeeze;
import dev.gatun.op.TensorScatter;
import dev.gatun.op.Tile;
import dev.gatun.op.TopK;
import dev.gatun.op.Transpose;
import dev.gatun.op.Trilu;
import dev.gatun.op.Unary;
import dev.gatun.op.Unsqueeze;
import dev.gatun.op.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the kernel on row-major tensors for an operator: float32 fast paths where there is one,
/// else a kernel that serves every type.
public final class PlainKernels {
  private PlainKernels() {}

  /// Plans an operator whose components are bound and whose types are concrete.
  ///
  /// ```java
  /// PlainKernel k = PlainKernels.plan(new Transpose(Ints.of(0, 2, 3, 1)), List.of(x), List.of(y));
  /// ```
  ///
  /// @param op the operator
  /// @param in concrete input types, null where an optional input is absent
  /// @param out concrete output types, null where an output is not wanted
  /// @return the kernel, or null for an operator that this package does not know
  public static @Nullable PlainKernel plan(
      Op op, List<? extends @Nullable TensorType> in, List<? extends @Nullable TensorType> out) {
    Signature s = new Signature(op, new ArrayList<>(in), new ArrayList<>(out));
    return switch (op) {
      case Activate o ->
          isF32(s)
              ? F32Elementwise.activate(s, o.function())
              : TypedElementwise.activate(s, o.function());
      case ArgReduce o -> new ArgReduction(s, o);
      case BatchNorm o -> Norms.batch(s, o);
      case Binary o ->
          isF32(s) && hasStrip(o.kind())
              ? F32Elementwise.binary(s, o)
              : TypedElementwise.binary(s, o);
      case BitCast o -> Casts.bits(s, o);
      case Bounded o -> SelectionKernels.plan(s, o.selection());
      case Cast o -> Casts.plan(s, o);
      case Concat o -> Movements.concat(s, o);
      case ConstantOfShape o -> Constants.filled(s, o);
      case Conv o -> new GenericConv(s, o);
      case ConvTranspose o -> new GenericConvTranspose(s, o);
      case Cumulate o -> new RunningTotals(s, o);
      case ControlFlow _, Selection _ -> null;
      case CustomOp o -> o.isRunnable() ? new CustomKernel(o) : null;
      case DepthToSpace o -> Movements.depthToSpace(s, o);
      case Determinant _ -> new Determinants(s);
      case Einsum o -> new SummedProduct(s, o);
      case Expand _ -> Movements.expand(s);
      case EyeLike o -> Constants.eye(s, o);
      case Flatten _, Identity _, Reshape _, Squeeze _, Unsqueeze _ -> Movements.reshape(s);
      case Gather o -> Gathers.slices(s, o);
      case GatherElements o -> Gathers.elements(s, o);
      case GatherNd o -> Gathers.tuples(s, o);
      case Gemm o -> Products.gemm(s, o);
      case GlobalPool o -> Reductions.globalPool(s, o);
      case GroupNorm o -> Norms.group(s, o);
      case InstanceNorm o -> Norms.instance(s, o);
      case LayerNorm o -> Norms.layer(s, o);
      case LinearAttention o -> new LinearRecurrence(s, o);
      case LpNorm o -> new LpNormalization(s, o);
      case Lrn o -> new LocalResponse(s, o);
      case MatMul o -> Products.matMul(s, o);
      case OneHot o -> Constants.oneHot(s, o);
      case Pad o -> new Padding(s, o);
      case Pool o -> new GenericPool(s, o);
      case Quantization o -> QuantizationKernels.plan(s, o);
      case Range _ -> Constants.range(s);
      case Recurrent o -> RecurrentKernels.plan(s, o);
      case Reduce o -> Reductions.plan(s, o);
      case Resize o -> Resizes.plan(s, o);
      case ReverseSequence o -> new SequenceReversal(s, o);
      case Sampling o -> SamplingKernels.plan(s, o);
      case ScatterElements o -> Scatters.elements(s, o);
      case ScatterNd o -> Scatters.tuples(s, o);
      case ShapeOf o -> Constants.shape(s, o);
      case Signal o -> SignalKernels.plan(s, o);
      case SizeOf _ -> Constants.size(s);
      case Slice o -> Movements.slice(s, o);
      case Softmax o -> Softmaxes.plan(s, o);
      case SpaceToDepth o -> Movements.spaceToDepth(s, o.block());
      case Split o -> Movements.split(s, o);
      case TensorScatter o -> new CacheUpdate(s, o);
      case Tile _ -> Movements.tile(s);
      case TopK o -> new BestElements(s, o);
      case Transpose o -> Movements.transpose(s, o);
      case Trilu o -> Constants.triangle(s, o);
      case Unary o ->
          isF32(s) && hasStrip(o.kind())
              ? F32Elementwise.unary(s, o.kind())
              : TypedElementwise.unary(s, o.kind());
      case Where _ -> TypedElementwise.where(s);
    };
  }

  /// Whether the first input and, where it has more, the second one are float32.
  static boolean isF32(Signature s) {
    return s.inType(0) == DType.FLOAT32 && (!s.hasInput(1) || s.inType(1) == DType.FLOAT32);
  }

  private static boolean hasStrip(Binary.Kind f) {
    return switch (f) {
      case ADD, SUB, MUL, DIV, POW, MIN, MAX, MOD, FMOD, PRELU -> true;
      case AND,
          OR,
          XOR,
          BITWISE_AND,
          BITWISE_OR,
          BITWISE_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL ->
          false;
    };
  }

  private static boolean hasStrip(Unary.Kind f) {
    return switch (f) {
      case ABS,
          NEG,
          EXP,
          LOG,
          SQRT,
          RECIPROCAL,
          FLOOR,
          CEIL,
          ROUND,
          SIGN,
          ERF,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          ASINH,
          ACOSH,
          ATANH ->
          true;
      case NOT, BITWISE_NOT, IS_NAN, IS_INF, IS_POSITIVE_INF, IS_NEGATIVE_INF -> false;
    };
  }
}
