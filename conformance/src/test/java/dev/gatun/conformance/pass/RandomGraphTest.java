package dev.gatun.conformance.pass;

import dev.gatun.graph.Graph;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.Flatten;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Pool;
import dev.gatun.op.Reshape;
import dev.gatun.op.Softmax;
import dev.gatun.op.Split;
import dev.gatun.op.Transpose;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/// All passes on random graphs: layers over `[1, 4, 5, 5]` that read any earlier value, so that
/// values are shared, results of the graph stand in the middle, and patterns overlap.
class RandomGraphTest {
  private static final int LAYERS = 14;

  private final List<String> values = new ArrayList<>();
  private Drawing drawing = new Drawing(0);
  private Random random = new Random(0);

  @Property(tries = 200, seed = "20250601")
  void optimisedGraphsGiveTheSameResults(@ForAll @LongRange(min = 0, max = 100_000) long seed) {
    Equivalence.assertSameResults(draw(seed), Set.of());
  }

  private Graph draw(long seed) {
    random = new Random(seed);
    values.clear();
    values.add("x");
    drawing =
        new Drawing(seed)
            .input("x", 1, 4, 5, 5)
            .random("w", 4, 4, 3, 3)
            .random("w1", 4, 4, 1, 1)
            .random("s", 4)
            .positive("v", 4)
            .random("k", 4, 1, 1)
            .number("three", 3)
            .number("six", 6)
            .number("zero", 0);
    for (int layer = 0; layer < LAYERS; layer++) {
      values.add(layer("v" + layer));
    }
    // the last value and perhaps one in the middle; every value else is dead or read
    String last = values.getLast();
    String middle = values.get(1 + random.nextInt(LAYERS));
    return middle.equals(last) ? drawing.graph(last) : drawing.graph(last, middle);
  }

  /// Any earlier value, mostly the last one.
  private String pick() {
    return random.nextInt(4) > 0 ? values.getLast() : values.get(random.nextInt(values.size()));
  }

  private String layer(String y) {
    String x = pick();
    switch (random.nextInt(16)) {
      case 0 -> drawing.node(y, Conv.of(3, 3).withPad(1), x, "w", "s");
      case 1 -> drawing.node(y, Conv.of(1, 1), x, "w1");
      case 2 -> drawing.node(y, new BatchNorm(1e-3f), x, "s", "s", "s", "v");
      case 3 -> drawing.node(y, activation(), x);
      case 4 -> drawing.node(y, binary(), x, "k");
      case 5 -> drawing.node(y, Binary.of(Binary.Kind.ADD), x, pick());
      case 6 -> drawing.node(y, new Identity(), x);
      case 7 -> lastAndBack(y, x);
      case 8 -> padded(y, x);
      case 9 ->
          drawing
              .node(y + "s", of(Activation.Kind.SIGMOID), x)
              .node(y, Binary.of(Binary.Kind.MUL), x, y + "s");
      case 10 -> hardSwish(y, x);
      case 11 ->
          drawing
              .node(y + "f", new Flatten(2), x)
              .node(y, new Reshape(Ints.of(1, 4, 5, 5), false), y + "f");
      case 12 -> splitAndSwap(y, x);
      case 13 -> drawing.node(y, Binary.of(Binary.Kind.ADD), "zero", x);
      case 14 ->
          drawing.node(
              y, Binary.of(random.nextBoolean() ? Binary.Kind.MAX : Binary.Kind.MIN), x, "three");
      default -> drawing.node(y, new Softmax(Softmax.Kind.SOFTMAX, 1, 1), x);
    }
    return y;
  }

  private static Op of(Activation.Kind kind) {
    return new Activate(Activation.of(kind));
  }

  private Op activation() {
    return random.nextBoolean() ? new Activate(Activation.RELU) : of(Activation.Kind.TANH);
  }

  private Op binary() {
    Binary.Kind[] kinds = {Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL};
    return Binary.of(kinds[random.nextInt(kinds.length)]);
  }

  /// Channels-last work between two transposes, as exporters from channels-last frameworks write
  /// it.
  private void lastAndBack(String y, String x) {
    drawing.node(y + "t", new Transpose(Ints.of(0, 2, 3, 1)), x);
    String inside = y + "t";
    if (random.nextBoolean()) {
      drawing.node(y + "a", activation(), inside);
      inside = y + "a";
    }
    if (random.nextBoolean()) {
      drawing.node(
          y + "b", Binary.of(Binary.Kind.MUL), inside, random.nextBoolean() ? "s" : y + "t");
      inside = y + "b";
    }
    drawing.node(y, new Transpose(Ints.of(0, 3, 1, 2)), inside);
  }

  private void padded(String y, String x) {
    drawing.node(y + "p", new Pad(Pad.Mode.CONSTANT, Ints.of(0, 0, 1, 1), Ints.of(0, 0, 1, 1)), x);
    if (random.nextBoolean()) {
      drawing.node(y, Pool.average(Window.of(3, 3)), y + "p");
    } else {
      drawing.node(y, Conv.of(3, 3), y + "p", "w");
    }
  }

  private void hardSwish(String y, String x) {
    drawing
        .node(y + "a", Binary.of(Binary.Kind.ADD), x, "three")
        .node(y + "c", new Activate(Activation.clip(0, 6)), y + "a")
        .node(y + "m", Binary.of(Binary.Kind.MUL), x, y + "c")
        .node(y, Binary.of(Binary.Kind.DIV), y + "m", "six");
  }

  private void splitAndSwap(String y, String x) {
    drawing
        .node(List.of(y + "a", y + "b"), new Split(1, Ints.of(1, 3)), x)
        .node(y, new Concat(1), y + "b", y + "a");
  }
}
