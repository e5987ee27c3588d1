package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a graph into steps, node by node. Knows every value's memory, on both layouts, and inserts
/// a reorder where a value is wanted on the layout on which it was not produced. What a family of
/// operators needs is in its own `…Lowering`.
final class Lowering {
  private final Graph graph;
  private final LayoutPlan layouts;
  private final Constants constants;
  private final Tiles tiles;
  private final Strips strips;
  private final int threads;
  private final ConvMode convMode;
  private final List<Step> steps = new ArrayList<>();
  private final List<Buffer> arenaBuffers = new ArrayList<>();
  private final Map<String, Place> plain = new HashMap<>();
  private final Map<String, BlockedPlace> blocked = new HashMap<>();
  private final Set<String> written = new HashSet<>();
  private final List<UnsupportedOperatorException.Use> unsupported = new ArrayList<>();

  Lowering(
      Graph graph,
      Constants constants,
      Tiles tiles,
      Strips strips,
      int threads,
      ConvMode convMode) {
    this.graph = graph;
    this.layouts = LayoutPlan.of(graph);
    this.constants = constants;
    this.tiles = tiles;
    this.strips = strips;
    this.threads = threads;
    this.convMode = convMode;
  }

  /// Lowers all nodes, then copies results out to the caller's tensors.
  void lower() {
    for (int i = 0; i < graph.inputs().size(); i++) {
      String name = graph.inputs().get(i);
      plain.put(name, Place.of(Buffer.input(i, bytes(name))));
    }
    NodeLowering nodes = new NodeLowering(this);
    for (Node node : graph.nodes()) {
      if (isEmpty(node)) {
        continue;
      }
      String reason = nodes.lower(node);
      if (reason != null) {
        unsupported.add(
            new UnsupportedOperatorException.Use(node.op().title(), node.label(), reason));
        node.outputs().forEach(this::defineAnyway);
      }
    }
    if (!unsupported.isEmpty()) {
      throw new UnsupportedOperatorException("compile for backend java", unsupported);
    }
    for (int i = 0; i < graph.outputs().size(); i++) {
      copyOut(graph.outputs().get(i), i);
    }
  }

  /// A node all of whose results have no element has nothing to compute.
  private boolean isEmpty(Node node) {
    for (int i = 0; i < node.outputs().size(); i++) {
      if (node.hasOutput(i) && shape(node.outputs().get(i)).size() > 0) {
        return false;
      }
    }
    node.outputs().forEach(this::defineAnyway);
    return true;
  }

  private void defineAnyway(String value) {
    if (!value.equals(Node.ABSENT)) {
      plain.put(value, Place.of(allocate(0)));
      if (layouts.isBlocked(value)) {
        blockedTarget(value);
      }
    }
  }

  private void copyOut(String name, int index) {
    if (shape(name).size() == 0 || written.contains(name)) {
      return;
    }
    Place target = Place.of(Buffer.output(index, bytes(name)));
    PlanReport.StepReport report = move(name, "Output", "reorder");
    BlockedPlace source = plain.containsKey(name) ? null : blocked.get(name);
    if (source != null) {
      add(ReorderStep.toPlain(report, source, target));
    } else {
      add(new CopyStep(report, plain(name), target, bytes(name)));
    }
  }

  Graph graph() {
    return graph;
  }

  LayoutPlan layouts() {
    return layouts;
  }

  Constants constants() {
    return constants;
  }

  Strips strips() {
    return strips;
  }

  Tiles tiles() {
    return tiles;
  }

  int threads() {
    return threads;
  }

  ConvMode convMode() {
    return convMode;
  }

  List<Step> steps() {
    return steps;
  }

  List<Buffer> arenaBuffers() {
    return arenaBuffers;
  }

  TensorType type(String value) {
    return graph.knownType(value);
  }

  Shape shape(String value) {
    return type(value).shape();
  }

  long bytes(String value) {
    return Tensor.byteSize(type(value).dtype(), shape(value));
  }

  /// Of the step that does a node's work.
  PlanReport.StepReport report(Node node, String kernel) {
    return PlanReport.StepReport.of(graph, node, kernel);
  }

  /// Of a step that only prepares a node's work or completes it.
  ///
  /// @param bytes what it reads and writes, constants left out
  PlanReport.StepReport aside(Node node, String kernel, long bytes) {
    return new PlanReport.StepReport(
        node.label(), node.op().title(), kernel, type(node.output()).toString(), 0, 0, bytes);
  }

  /// Of a step that reads a value once and writes it once.
  private PlanReport.StepReport move(String value, String operator, String kernel) {
    return new PlanReport.StepReport(
        value, operator, kernel, type(value).toString(), 0, 0, 2 * bytes(value));
  }

  void add(Step step) {
    for (Place place : step.places()) {
      place.buffer().touch(steps.size());
    }
    steps.add(step);
  }

  /// New memory in the arena.
  Buffer allocate(long bytes) {
    Buffer buffer = Buffer.arena(bytes);
    arenaBuffers.add(buffer);
    return buffer;
  }

  /// Whether a value already lies on the blocked layout.
  boolean isBlocked(String value) {
    return blocked.containsKey(value);
  }

  /// A value on the plain layout in native memory, copied or reordered there if need be.
  Place plain(String value) {
    Place known = plain.get(value);
    if (known != null && known.buffer().kind() != Buffer.Kind.INPUT) {
      return known;
    }
    Tensor constant = graph.constant(value);
    Place place;
    if (constant != null) {
      place = Place.of(Buffer.constant(constants.copy(constant)));
    } else if (known != null) {
      place = Place.of(allocate(bytes(value)));
      add(new CopyStep(move(value, "Input", "copy"), known, place, bytes(value)));
    } else {
      BlockedPlace source = blocked.get(value);
      if (source == null) {
        throw new IllegalStateException("value '" + value + "' is used before it is computed");
      }
      place = Place.of(allocate(bytes(value)));
      add(ReorderStep.toPlain(move(value, "Reorder", "toPlain"), source, place));
    }
    plain.put(value, place);
    return place;
  }

  /// A value on the plain layout where it is, even in the caller's own memory, which may be on the
  /// heap.
  Place source(String value) {
    Place known = plain.get(value);
    return known != null ? known : plain(value);
  }

  /// Memory for a plain result.
  Place plainTarget(String value) {
    Place place = Place.of(allocate(bytes(value)));
    plain.put(value, place);
    return place;
  }

  /// The caller's memory for a result that nobody reads but the caller, once; it is not copied
  /// there later. Null for any other value.
  @Nullable Place outputTarget(String value) {
    int index = graph.outputs().indexOf(value);
    boolean onlyCallers =
        index >= 0
            && graph.outputs().lastIndexOf(value) == index
            && graph.nodes().stream().noneMatch(node -> node.inputs().contains(value));
    if (!onlyCallers) {
      return null;
    }
    written.add(value);
    return Place.of(Buffer.output(index, bytes(value)));
  }

  /// Lets a plain value share another one's memory.
  void alias(String value, Place place) {
    plain.put(value, place);
  }

  /// A value on the blocked layout, reordered there if need be.
  BlockedPlace blocked(String value) {
    BlockedPlace known = blocked.get(value);
    if (known != null) {
      return known;
    }
    Blocked layout = Blocked.of(shape(value), layouts.halo(value));
    Tensor constant = graph.constant(value);
    BlockedPlace place;
    if (constant != null) {
      place =
          new BlockedPlace(Place.of(Buffer.constant(constants.blocked(constant, layout))), layout);
    } else {
      place = new BlockedPlace(Place.of(allocate(layout.bytes())), layout);
      add(ReorderStep.toBlocked(move(value, "Reorder", "toBlocked"), source(value), place));
    }
    blocked.put(value, place);
    return place;
  }

  /// Memory for a blocked result: its own, or its part of a concatenation's.
  BlockedPlace blockedTarget(String value) {
    BlockedPlace known = blocked.get(value);
    if (known != null) {
      return known;
    }
    LayoutPlan.Part part = layouts.part(value);
    BlockedPlace place;
    if (part == null) {
      Blocked layout = Blocked.of(shape(value), layouts.halo(value));
      place = new BlockedPlace(Place.of(allocate(layout.bytes())), layout);
    } else {
      BlockedPlace whole = blockedTarget(part.whole());
      place =
          new BlockedPlace(
              whole.place(), whole.layout().channels(part.firstChannel(), shape(value).intDim(1)));
    }
    blocked.put(value, place);
    return place;
  }

  /// A float vector padded with zeros to whole channel blocks, from a constant, or packed by a step
  /// at run time.
  ///
  /// @param value its name, or null for all zeros
  /// @param count elements it must have
  /// @param factor multiplies every element
  Place paddedVector(@Nullable String value, int count, float factor) {
    int padded = Math.ceilDiv(count, Width.LANES) * Width.LANES;
    if (value == null) {
      return Place.of(Buffer.constant(constants.zeros(padded)));
    }
    Tensor constant = graph.constant(value);
    if (constant != null) {
      return Place.of(Buffer.constant(constants.vector(constant, count, padded, factor)));
    }
    Place place = Place.of(allocate(4L * padded));
    add(
        new PadVectorStep(
            move(value, "Pack", "bias"),
            plain(value),
            shape(value).size(),
            count,
            place,
            padded,
            factor));
    return place;
  }

  /// The memory of a constant.
  @Nullable MemorySegment constantMemory(String value) {
    Tensor constant = graph.constant(value);
    return constant == null ? null : constant.data();
  }
}
