package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.Softmax;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of normalisations and of what else keeps its input's shape while it looks along axes.
final class NormTypes {
  private NormTypes() {}

  static @Nullable TensorType batchNorm(Operands in) {
    in.requireFloat(0);
    return in.likeFirst(x -> {
      Dims.requireRankAtLeast(x, 2, "input");
      for (int i = 1; i <= 4; i++) {
        requirePerChannel(in.dims(i), x.get(1), i);
      }
      return x;
    });
  }

  static @Nullable TensorType instanceNorm(Operands in) {
    in.requireFloat(0);
    return in.likeFirst(x -> {
      Dims.requireRankAtLeast(x, 3, "input");
      requirePerChannel(in.dims(1), x.get(1), 1);
      requirePerChannel(in.dims(2), x.get(1), 2);
      return x;
    });
  }

  private static void requirePerChannel(@Nullable List<Dim> parameter, Dim channels, int input) {
    if (parameter == null) {
      return;
    }
    Dims.requireRank(parameter, 1, "input " + input);
    Dims.unify(parameter.getFirst(), channels, "length of input " + input);
  }

  static @Nullable TensorType groupNorm(GroupNorm op, Operands in) {
    in.requireFloat(0);
    return in.likeFirst(x -> {
      Dims.requireRankAtLeast(x, 3, "input");
      Dim channels = x.get(1);
      if (op.groups() < 1
          || (channels instanceof Dim.Known known && known.value() % op.groups() != 0)) {
        throw new InvalidInputException(
            "got "
                + channels
                + " channels in "
                + op.groups()
                + " groups, required groups that divide the channels");
      }
      requirePerGroup(op, in.dims(1), channels, 1);
      requirePerGroup(op, in.dims(2), channels, 2);
      return x;
    });
  }

  private static void requirePerGroup(
      GroupNorm op, @Nullable List<Dim> parameter, Dim channels, int input) {
    boolean groups = parameter != null && parameter.equals(Dims.of(op.groups()));
    if (!groups) {
      requirePerChannel(parameter, channels, input);
    }
  }

  static @Nullable TensorType layerNorm(LayerNorm op, Operands in) {
    in.requireFloat(0);
    return in.likeFirst(x -> {
      Dims.axis(op.axis(), x.size());
      for (int i = 1; i <= 2; i++) {
        List<Dim> parameter = in.dims(i);
        if (parameter != null) {
          MatrixTypes.requireBroadcast(parameter, x, "input " + i);
        }
      }
      return x;
    });
  }

  static @Nullable TensorType lrn(Lrn op, Operands in) {
    in.requireFloat(0);
    if (op.size() < 1) {
      throw new InvalidInputException("got size " + op.size() + ", required 1 or more");
    }
    return in.likeFirst(x -> {
      Dims.requireRankAtLeast(x, 2, "input");
      return x;
    });
  }

  static @Nullable TensorType softmax(Softmax op, Operands in) {
    in.requireFloat(0);
    return in.likeFirst(x -> {
      boolean scalar = x.isEmpty() && op.firstAxis() == op.lastAxis();
      if (!scalar && Dims.axis(op.firstAxis(), x.size()) > Dims.axis(op.lastAxis(), x.size())) {
        throw new InvalidInputException(
            "got axes "
                + op.firstAxis()
                + " to "
                + op.lastAxis()
                + ", required an ascending range");
      }
      return x;
    });
  }

  static @Nullable TensorType alongAxis(int axis, Operands in) {
    return in.likeFirst(x -> {
      Dims.axis(axis, x.size());
      return x;
    });
  }
}
