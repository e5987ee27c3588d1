package dev.gatun.kernels.java.plan;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Activate;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Identity;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Unary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which values live on the blocked layout, with which halo, and which are parts of a
/// concatenation's memory. A pure function of the graph: convolutions and pools are blocked,
/// elementwise operators follow what they are given, everything else is plain; halos are the
/// largest that any consumer wants.
final class LayoutPlan {
  /// Convolutions of at most this many plain input channels read planar input instead of mostly
  /// empty blocks.
  static final int PLANAR_CHANNELS = 4;

  /// Where a value lies inside a concatenation.
  ///
  /// @param whole the concatenation's result
  /// @param firstChannel first of its channels that are this value's
  record Part(String whole, int firstChannel) {}

  private final Graph graph;
  private final Set<String> blocked = new HashSet<>();
  private final Map<String, Halo> halos = new HashMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private LayoutPlan(Graph graph) {
    this.graph = graph;
  }

  static LayoutPlan of(Graph graph) {
    LayoutPlan plan = new LayoutPlan(graph);
    for (Node node : graph.nodes()) {
      if (plan.runsBlocked(node)) {
        plan.blocked.add(node.output());
      }
    }
    for (Node node : graph.nodes()) {
      plan.wantHalo(node);
      if (node.op() instanceof Concat && plan.isBlocked(node.output())) {
        plan.joinParts(node);
      }
    }
    plan.unifyHalos();
    return plan;
  }

  /// Whether a value is produced on the blocked layout.
  boolean isBlocked(String value) {
    return blocked.contains(value);
  }

  Halo halo(String value) {
    return halos.getOrDefault(value, Halo.NONE);
  }

  @Nullable Part part(String value) {
    return parts.get(value);
  }

  /// Whether a convolution reads its few input channels from a plain value.
  boolean isPlanar(Node node, Conv conv) {
    return conv.groups() == 1
        && !isBlocked(node.input(0))
        && shape(node.input(0)).dim(1) <= PLANAR_CHANNELS;
  }

  private boolean runsBlocked(Node node) {
    if (!isImage(node.output())) {
      return false;
    }
    String x = node.input(0);
    Op op = node.op();
    return switch (op) {
      case Conv ignored -> isImage(x);
      case ConvTranspose ignored -> isImage(x);
      case Pool pool -> isImage(x) && PoolLowering.handles(pool, node, shape(x));
      case GlobalPool pool -> isImage(x) && pool.kind() != Pool.Kind.LP;
      case BatchNorm ignored -> isBlocked(x) && parametersAreConstant(node);
      case InstanceNorm ignored -> isBlocked(x) && parametersAreConstant(node);
      case Lrn lrn -> isBlocked(x) && LocalResponseStep.handles(lrn);
      case Activate ignored -> isBlocked(x);
      case Unary unary -> isBlocked(x) && ElementwiseLowering.handles(unary.kind());
      case Identity ignored -> false;
      case Binary binary -> isBlockedBinary(node, binary);
      case Concat concat -> isBlockedConcat(node, concat);
      default -> false;
    };
  }

  private boolean parametersAreConstant(Node node) {
    for (int i = 1; i < node.inputs().size(); i++) {
      if (graph.constant(node.input(i)) == null) {
        return false;
      }
    }
    return true;
  }

  private boolean isBlockedBinary(Node node, Binary binary) {
    if (!ElementwiseLowering.handles(binary.kind())) {
      return false;
    }
    Shape result = shape(node.output());
    boolean anyFullBlocked = false;
    for (int i = 0; i < 2; i++) {
      TensorType type = type(node.input(i));
      if (type.dtype() != DType.FLOAT32) {
        return false;
      }
      switch (Operand.of(type.shape(), result)) {
        case FULL -> anyFullBlocked |= isBlocked(node.input(i));
        case SCALAR -> {}
        case CHANNEL -> {
          if (graph.constant(node.input(i)) == null && !isBlocked(node.input(i))) {
            return false;
          }
        }
        case IMAGE_CHANNEL -> {
          if (!isBlocked(node.input(i))) {
            return false;
          }
        }
        case OTHER -> {
          return false;
        }
      }
    }
    return anyFullBlocked;
  }

  /// Asks for the widest blocks whatever the width: what is computed where must not depend on it.
  private boolean isBlockedConcat(Node node, Concat concat) {
    int axis = concat.axis() < 0 ? concat.axis() + shape(node.output()).rank() : concat.axis();
    if (axis != 1) {
      return false;
    }
    long channels = 0;
    for (String input : node.inputs()) {
      if (!isBlocked(input) || channels % ChannelRun.GROUP != 0) {
        return false;
      }
      channels += shape(input).dim(1);
    }
    return true;
  }

  /// Lets the inputs of a concatenation be produced in place; an input that already is part of
  /// another one is copied.
  private void joinParts(Node node) {
    int channels = 0;
    for (String input : node.inputs()) {
      parts.putIfAbsent(input, new Part(node.output(), channels));
      channels += shape(input).intDim(1);
    }
  }

  private void wantHalo(Node node) {
    Halo halo =
        switch (node.op()) {
          case Conv conv when isBlocked(node.output()) && !isPlanar(node, conv) ->
              ConvLowering.halo(conv, shape(node.input(0)), shape(node.output()));
          case ConvTranspose conv when isBlocked(node.output()) ->
              TransposedLowering.halo(conv, shape(node.input(0)), shape(node.output()));
          default -> Halo.NONE;
        };
    if (!halo.isNone()) {
      halos.merge(node.input(0), halo, Halo::max);
    }
  }

  /// Parts lie in the planes of their whole, so all of them have one halo.
  private void unifyHalos() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<String, Part> part : parts.entrySet()) {
        Halo both = halo(part.getKey()).max(halo(part.getValue().whole()));
        changed |= !both.equals(halo(part.getKey())) || !both.equals(halo(part.getValue().whole()));
        halos.put(part.getKey(), both);
        halos.put(part.getValue().whole(), both);
      }
    }
  }

  /// Whether a value is float32 `[N, C, spatial…]` with at least one element.
  private boolean isImage(String value) {
    TensorType type = type(value);
    int rank = type.shape().rank();
    return type.dtype() == DType.FLOAT32 && rank >= 3 && rank <= 5 && type.shape().size() > 0;
  }

  private Shape shape(String value) {
    return type(value).shape();
  }

  private TensorType type(String value) {
    return graph.knownType(value);
  }
}
