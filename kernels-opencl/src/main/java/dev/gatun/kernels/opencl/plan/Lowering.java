package dev.gatun.kernels.opencl.plan;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a graph into actions. Knows where every value is (with the host, on the device row by row,
/// on the device with channels last) and moves it where a node wants it. What a family of operators
/// needs is in its own `…Lowering`.
final class Lowering {
  private final Graph graph;
  private final OpenDevice device;
  private final Weights weights;
  private final Engine host;
  private final NodeLowerings nodes;
  private final List<Action> actions = new ArrayList<>();
  private final List<TensorType> own = new ArrayList<>();
  private final Map<String, HostSlot> hosted = new HashMap<>();
  private final DeviceValues values;

  Lowering(Graph graph, OpenDevice device, Weights weights, Engine host) {
    this.graph = graph;
    this.device = device;
    this.weights = weights;
    this.host = host;
    this.nodes = new NodeLowerings(this);
    this.values = new DeviceValues(this, weights, Joins.of(graph, nodes::handles));
  }

  /// Lowers all nodes, then brings results to the caller.
  void lower() {
    for (int i = 0; i < graph.inputs().size(); i++) {
      String name = graph.inputs().get(i);
      hosted.put(name, new HostSlot(HostSlot.Kind.INPUT, i, type(name), null));
    }
    for (Partition.Part part : Partition.of(graph, nodes::handles)) {
      if (part.onHost()) {
        lowerOnHost(part.nodes());
      } else {
        part.nodes().forEach(nodes::lower);
      }
    }
    for (int i = 0; i < graph.outputs().size(); i++) {
      bringOut(graph.outputs().get(i), i);
    }
  }

  private void lowerOnHost(List<Node> part) {
    Graph cut = Partition.cut(graph, part);
    List<HostSlot> inputs = cut.inputs().stream().map(this::hosted).toList();
    Executable executable = host.compile(cut);
    List<HostSlot> outputs = new ArrayList<>();
    for (String output : cut.outputs()) {
      HostSlot slot = ownSlot(type(output));
      hosted.put(output, slot);
      outputs.add(slot);
    }
    actions.add(new Action.HostPart(executable, inputs, List.copyOf(outputs)));
  }

  private void bringOut(String name, int index) {
    HostSlot target = new HostSlot(HostSlot.Kind.OUTPUT, index, type(name), null);
    if (shape(name).size() == 0) {
      return;
    }
    if (hosted.containsKey(name) || graph.constant(name) != null) {
      actions.add(new Action.Copy(move(name, "Output", "host: copy"), hosted(name), target));
    } else {
      add(new Action.Download(move(name, "Output", "download"), plain(name), target));
    }
  }

  private HostSlot ownSlot(TensorType type) {
    own.add(type);
    return new HostSlot(HostSlot.Kind.OWN, own.size() - 1, type, null);
  }

  Graph graph() {
    return graph;
  }

  Shaping shaping() {
    return device.shaping();
  }

  List<Action> actions() {
    return actions;
  }

  /// Types of the host tensors that a run owns.
  List<TensorType> own() {
    return own;
  }

  TensorType type(String value) {
    return graph.knownType(value);
  }

  Shape shape(String value) {
    return type(value).shape();
  }

  /// Whether kernels can read and write it: floats, some, and fewer than a transfer holds.
  boolean isOnDevice(String value) {
    TensorType type = type(value);
    long size = type.shape().size();
    return type.dtype() == DType.FLOAT32 && size > 0 && size < 1 << 29;
  }

  /// Of the step that does a node's work.
  PlanReport.StepReport report(Node node, String kernel) {
    return PlanReport.StepReport.of(graph, node, "opencl " + kernel);
  }

  /// Of a step that reads a value once and writes it once.
  private PlanReport.StepReport move(String value, String operator, String kernel) {
    TensorType type = type(value);
    long bytes = 2 * Tensor.byteSize(type.dtype(), type.shape());
    return new PlanReport.StepReport(value, operator, kernel, type.toString(), 0, 0, bytes);
  }

  /// Of a step that prepares a node's operand.
  PlanReport.StepReport aside(String value, String kernel) {
    return graph.type(value) == null // a constant's, which is prepared on its own
        ? new PlanReport.StepReport(value, "Pack", "opencl " + kernel, "", 0, 0, 0)
        : move(value, "Pack", "opencl " + kernel);
  }

  /// Of a step that does a part of a node's work which another step counts.
  PlanReport.StepReport aside(Node node, String kernel) {
    return new PlanReport.StepReport(
        node.label(),
        node.op().title(),
        "opencl " + kernel,
        type(node.output()).toString(),
        0,
        0,
        0);
  }

  void launch(
      PlanReport.StepReport report,
      Source source,
      String kernel,
      List<Block> blocks,
      Struct struct,
      Range range) {
    launch(report, source, null, kernel, blocks, struct, range);
  }

  /// Adds a launch of a program that has tiles.
  void launch(
      PlanReport.StepReport report,
      Source source,
      @Nullable Tile tile,
      String kernel,
      List<Block> blocks,
      Struct struct,
      Range range) {
    add(new Action.Launch(report, source, tile, kernel, blocks, struct.members(), range));
  }

  private void add(Action action) {
    for (Block block : action.blocks()) {
      block.touch(actions.size());
    }
    actions.add(action);
  }

  /// A value in the host's memory, brought there if need be.
  private HostSlot hosted(String value) {
    HostSlot known = hosted.get(value);
    if (known != null) {
      return known;
    }
    Tensor constant = graph.constant(value);
    HostSlot slot;
    if (constant != null) {
      slot = new HostSlot(HostSlot.Kind.CONSTANT, 0, type(value), constant);
    } else {
      slot = ownSlot(type(value));
      add(new Action.Download(move(value, "Reorder", "download"), plain(value), slot));
    }
    hosted.put(value, slot);
    return slot;
  }

  /// Whether a value already lies on the device with its channels last.
  boolean isChannelsLast(String value) {
    return values.isChannelsLast(value);
  }

  /// A value on the device, row by row.
  Block plain(String value) {
    return values.plain(value);
  }

  /// Memory for a result, row by row.
  Block plainTarget(String value) {
    return values.plainTarget(value);
  }

  /// A value on the device with its channels last.
  ChannelsLast channelsLast(String value) {
    return values.channelsLast(value);
  }

  /// Memory for a result with its channels last.
  ChannelsLast channelsLastTarget(String value) {
    return values.channelsLastTarget(value);
  }

  /// A value on the device, in whatever order it lies.
  Strided strided(String value) {
    return values.strided(value);
  }

  /// Memory for a result, with its channels last if wanted.
  Strided target(String value, boolean channelsLast) {
    return values.target(value, channelsLast);
  }

  /// Lets a value lie among another's elements, which nothing writes again.
  ///
  /// @param value its name
  /// @param at where
  /// @param report of the copy, should somebody want them in a block of their own
  void view(String value, Strided at, PlanReport.StepReport report) {
    values.view(value, at, report);
  }

  /// Brings a value of the host to the device, row by row.
  void upload(String value, Block block) {
    add(new Action.Upload(move(value, "Input", "upload"), hosted(value), block));
  }

  /// An operand in an order of its own: of a constant it is made once, of any other value in each
  /// run.
  ///
  /// @param value its name
  /// @param packing names the order
  /// @param pack adds the launch that makes it
  Block packed(String value, String packing, Packing pack) {
    Tensor constant = graph.constant(value);
    return constant != null ? weights.kept(constant, packing, pack) : pack.pack(this, plain(value));
  }

  /// Adds a launch that writes a new order.
  @FunctionalInterface
  interface Packing {
    /// @param lowering takes the launch
    /// @param plain the operand row by row
    /// @return the new block
    Block pack(Lowering lowering, Block plain);
  }

  /// A vector of floats, from a value or all zeros.
  Block vectorOrZeros(@Nullable String value, int count) {
    return value == null ? weights.zeros(count) : plain(value);
  }

  /// How many of some tiles a round should take.
  ///
  /// @param bytes that a tile needs between launches
  /// @param tiles all of them
  /// @return about as many for each round
  int roundTiles(long bytes, int tiles) {
    long most = Math.max(1, device.shaping().roundBytes() / bytes);
    return (int) Math.ceilDiv(tiles, Math.ceilDiv(tiles, most));
  }

  /// Zeros that nothing writes.
  Block zeros(int count) {
    return weights.zeros(count);
  }

  /// A table of integers, or of floats as their bits.
  Block table(int[] entries) {
    return weights.table(entries);
  }
}
