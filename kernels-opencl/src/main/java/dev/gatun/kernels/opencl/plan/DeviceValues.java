package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.spi.PlanReport;
import java.util.HashMap;
import java.util.Map;

/// Where values lie on the device: row by row, with their channels last, in both orders, or among
/// another value's elements. Moves them where a node wants them.
final class DeviceValues {
  /// A value whose elements lie among another's.
  ///
  /// @param at where
  /// @param report of the copy, should somebody want them in a block of their own
  private record View(Strided at, PlanReport.StepReport report) {}

  private final Lowering lowering;
  private final Weights weights;
  private final Joins joins;
  private final Map<String, Block> plain = new HashMap<>();
  private final Map<String, ChannelsLast> last = new HashMap<>();
  private final Map<String, View> views = new HashMap<>();

  DeviceValues(Lowering lowering, Weights weights, Joins joins) {
    this.lowering = lowering;
    this.weights = weights;
    this.joins = joins;
  }

  /// Whether a value already lies on the device with its channels last.
  boolean isChannelsLast(String value) {
    return last.containsKey(value);
  }

  /// A value on the device, row by row.
  Block plain(String value) {
    Block known = plain.get(value);
    if (known != null) {
      return known;
    }
    Block block;
    Tensor constant = lowering.graph().constant(value);
    ChannelsLast source = last.get(value);
    View view = views.get(value);
    if (constant != null) {
      block = weights.plain(constant);
    } else {
      block = Block.planned(lowering.shape(value).size());
      if (view != null) {
        Copies.copy(lowering, view.report, view.at, Strided.plain(block, lowering.shape(value)));
      } else if (source != null) {
        Reorder.toPlain(lowering, lowering.aside(value, "reorder"), source, block);
      } else {
        lowering.upload(value, block);
      }
    }
    plain.put(value, block);
    return block;
  }

  /// Memory for a result, row by row.
  Block plainTarget(String value) {
    Block block = Block.planned(lowering.shape(value).size());
    plain.put(value, block);
    return block;
  }

  /// A value on the device with its channels last.
  ChannelsLast channelsLast(String value) {
    ChannelsLast known = last.get(value);
    if (known != null) {
      return known;
    }
    Shape shape = lowering.shape(value);
    ChannelsLast place;
    View view = views.get(value);
    if (view != null) {
      place = ChannelsLast.of(shape);
      Copies.copy(lowering, view.report, view.at, Strided.of(place));
    } else if (isSameOrder(shape)) {
      place = new ChannelsLast(plain(value), shape, 0, shape.intDim(1));
    } else {
      place = new ChannelsLast(turned(value, shape), shape, 0, shape.intDim(1));
    }
    last.put(value, place);
    return place;
  }

  private Block turned(String value, Shape shape) {
    return lowering.packed(
        value,
        "channels last",
        (l, from) -> Reorder.toChannelsLast(l, lowering.aside(value, "reorder"), shape, from));
  }

  /// Memory for a result with its channels last.
  ChannelsLast channelsLastTarget(String value) {
    ChannelsLast place = joins.place(value, lowering);
    if (place == null) {
      place = ChannelsLast.of(lowering.shape(value));
    }
    return known(value, place);
  }

  private ChannelsLast known(String value, ChannelsLast place) {
    last.put(value, place);
    if (Strided.of(place).isPlain()) {
      plain.put(value, place.block());
    }
    return place;
  }

  private static boolean isSameOrder(Shape shape) {
    return shape.dim(1) == 1 || shape.size() == shape.dim(0) * shape.dim(1);
  }

  /// A value on the device, in whatever order it lies.
  Strided strided(String value) {
    ChannelsLast known = last.get(value);
    if (known != null) {
      return Strided.of(known);
    }
    View view = views.get(value);
    return view != null && !plain.containsKey(value)
        ? view.at
        : Strided.plain(plain(value), lowering.shape(value));
  }

  /// Memory for a result, with its channels last if wanted.
  Strided target(String value, boolean channelsLast) {
    return channelsLast && ChannelsLast.fits(lowering.shape(value))
        ? Strided.of(channelsLastTarget(value))
        : Strided.plain(plainTarget(value), lowering.shape(value));
  }

  /// Lets a value lie among another's elements, which nothing writes again.
  ///
  /// @param value its name
  /// @param at where
  /// @param report of the copy, should somebody want them in a block of their own
  void view(String value, Strided at, PlanReport.StepReport report) {
    ChannelsLast place = at.channelsLast(lowering.shape(value));
    if (at.isPlain()) {
      plain.put(value, at.block());
    } else if (place != null && at.isChannelsFastest()) {
      known(value, place);
    } else {
      views.put(value, new View(at, report));
    }
  }
}
