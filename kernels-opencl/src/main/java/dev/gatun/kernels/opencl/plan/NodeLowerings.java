package dev.gatun.kernels.opencl.plan;

import dev.gatun.graph.Node;
import dev.gatun.op.Activate;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Expand;
import dev.gatun.op.Flatten;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.Identity;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.Resize;
import dev.gatun.op.Slice;
import dev.gatun.op.Softmax;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Split;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Tile;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unary;
import dev.gatun.op.Unsqueeze;
import org.jspecify.annotations.Nullable;

/// Which lowering serves a node.
final class NodeLowerings {
  private final Lowering lowering;
  private final ConvLowering conv;
  private final TransposedLowering transposed;
  private final ProductLowering product;
  private final PoolLowering pool;
  private final ReduceLowering reduce;
  private final SoftmaxLowering softmax;
  private final NormLowering norm;
  private final RowNormLowering rowNorm;
  private final ElementwiseLowering elementwise;
  private final ViewLowering view;
  private final RearrangeLowering rearrange;
  private final ConcatLowering concat;
  private final PadLowering pad;
  private final ResizeLowering resize;

  NodeLowerings(Lowering lowering) {
    this.lowering = lowering;
    conv = new ConvLowering(lowering);
    transposed = new TransposedLowering(lowering);
    product = new ProductLowering(lowering);
    pool = new PoolLowering(lowering);
    reduce = new ReduceLowering(lowering);
    softmax = new SoftmaxLowering(lowering);
    norm = new NormLowering(lowering);
    rowNorm = new RowNormLowering(lowering);
    elementwise = new ElementwiseLowering(lowering);
    view = new ViewLowering(lowering);
    rearrange = new RearrangeLowering(lowering);
    concat = new ConcatLowering(lowering);
    pad = new PadLowering(lowering);
    resize = new ResizeLowering(lowering);
  }

  /// Whether the device computes a node: all that it reads and writes is there, and a kernel is.
  boolean handles(Node node) {
    for (int i = 0; i < node.inputs().size(); i++) {
      if (node.hasInput(i) && !lowering.isOnDevice(node.input(i))) {
        return false;
      }
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      boolean wanted = i == 0 || node.op() instanceof Split; // kernels write one result
      if (node.hasOutput(i) && !(wanted && lowering.isOnDevice(node.outputs().get(i)))) {
        return false;
      }
    }
    NodeLowering served = of(node.op());
    return served != null && served.handles(node);
  }

  /// Adds the launches of a node that is handled.
  void lower(Node node) {
    NodeLowering served = of(node.op());
    if (served == null) {
      throw new IllegalStateException("no kernel for " + node.op().title());
    }
    served.lower(node);
  }

  private @Nullable NodeLowering of(Op op) {
    return switch (op) {
      case Conv ignored -> conv;
      case ConvTranspose ignored -> transposed;
      case Gemm ignored -> product;
      case MatMul ignored -> product;
      case Pool ignored -> pool;
      case GlobalPool ignored -> reduce;
      case Reduce ignored -> reduce;
      case Softmax ignored -> softmax;
      case BatchNorm ignored -> norm;
      case InstanceNorm ignored -> norm;
      case GroupNorm ignored -> norm;
      case Lrn ignored -> norm;
      case LayerNorm ignored -> rowNorm;
      case LpNorm ignored -> rowNorm;
      case Activate ignored -> elementwise;
      case Unary ignored -> elementwise;
      case Binary ignored -> elementwise;
      case Identity ignored -> view;
      case Reshape ignored -> view;
      case Flatten ignored -> view;
      case Squeeze ignored -> view;
      case Unsqueeze ignored -> view;
      case Transpose ignored -> view;
      case Slice ignored -> view;
      case Split ignored -> view;
      case Expand ignored -> view;
      case Tile ignored -> rearrange;
      case DepthToSpace ignored -> rearrange;
      case SpaceToDepth ignored -> rearrange;
      case Concat ignored -> concat;
      case Pad ignored -> pad;
      case Resize ignored -> resize;
      default -> null;
    };
  }
}
