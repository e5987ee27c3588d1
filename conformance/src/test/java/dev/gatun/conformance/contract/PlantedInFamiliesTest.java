package dev.gatun.conformance.contract;

import static dev.gatun.conformance.contract.PlantedMistakesTest.caught;
import static dev.gatun.conformance.contract.PlantedMistakesTest.copy;
import static dev.gatun.conformance.contract.PlantedMistakesTest.with;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.reference.Reference;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Expand;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.Op;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Resize;
import dev.gatun.op.Softmax;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Mistakes that a kernel of the families besides convolution, pool and product could make: each
 * must be found.
 */
class PlantedInFamiliesTest {

  /** Computes another operator in place of the right one. */
  private static WrongBackend.Mistake instead(UnaryOperator<Op> other) {
    return (op, in, y) -> WrongBackend.right(other.apply(op), in, y);
  }

  /** Reads one operand other than it is. */
  private static WrongBackend.Mistake reading(int place, UnaryOperator<Tensor> other) {
    return (op, in, y) -> {
      boolean there = in.size() > place && in.get(place) != null;
      WrongBackend.right(op, there ? with(in, place, other.apply(in.get(place))) : in, y);
    };
  }

  @Test
  void epsilonOfNormsForgotten() {
    caught(
        FamilyGenerators::norm,
        instead(op ->
            switch (op) {
              case InstanceNorm _ -> new InstanceNorm(0);
              case GroupNorm n -> new GroupNorm(n.groups(), 0);
              case LayerNorm n -> new LayerNorm(n.axis(), 0);
              default -> op;
            }));
  }

  @Test
  void groupsTakenForInstances() {
    caught(
        FamilyGenerators::norm,
        instead(op ->
            op instanceof GroupNorm n && n.groups() > 1 ? new GroupNorm(1, n.epsilon()) : op));
  }

  @Test
  void varianceFromSumsOfSquares() {
    caught(
        FamilyGenerators::norm,
        (op, in, y) -> {
          if (!(op instanceof InstanceNorm norm)) {
            WrongBackend.right(op, in, y);
            return;
          }
          Shape shape = y.shape();
          long plane = shape.size(2, 4);
          for (long first = 0; first < shape.size(); first += plane) {
            float sum = 0;
            float squares = 0;
            for (long i = first; i < first + plane; i++) {
              float v = (float) in.getFirst().getDouble(i);
              sum += v;
              squares += v * v;
            }
            float mean = sum / plane;
            float variance = Math.max(0, squares / plane - mean * mean);
            long c = first / plane % shape.dim(1);
            for (long i = first; i < first + plane; i++) {
              double normal =
                  (in.getFirst().getDouble(i) - mean) / Math.sqrt(variance + norm.epsilon());
              y.setDouble(i, in.get(1).getDouble(c) * normal + in.get(2).getDouble(c));
            }
          }
        });
  }

  @Test
  void windowOfChannelsOffByOne() {
    caught(
        FamilyGenerators::norm,
        instead(op ->
            op instanceof Lrn n && n.size() > 1
                ? new Lrn(n.size() - 1, n.alpha() * (n.size() - 1) / n.size(), n.beta(), n.bias())
                : op));
  }

  @Test
  void oneLengthForAnother() {
    caught(
        FamilyGenerators::norm,
        instead(op -> op instanceof LpNorm n ? new LpNorm(n.axis(), 1) : op));
  }

  @Test
  void lastElementOfAReductionForgotten() {
    caught(
        FamilyGenerators::reduce,
        reading(
            0,
            x -> {
              Tensor changed = copy(x);
              changed.setDouble(x.shape().size() - 1, 0);
              return changed;
            }));
  }

  @Test
  void rootForgotten() {
    caught(
        FamilyGenerators::reduce,
        instead(op ->
            op instanceof Reduce r && r.kind() == Reduce.Kind.L2
                ? new Reduce(Reduce.Kind.SUM_SQUARE, r.axes(), r.keepDims(), false)
                : op));
  }

  @Test
  void halfPixelForgotten() {
    caught(
        FamilyGenerators::resize,
        instead(op -> {
          Resize r = (Resize) op;
          boolean half = r.transform() == Resize.Transform.HALF_PIXEL;
          return half ? mapped(r, Resize.Transform.ASYMMETRIC) : r;
        }));
  }

  private static Resize mapped(Resize r, Resize.Transform transform) {
    return new Resize(
        r.mode(),
        transform,
        r.nearest(),
        r.cubicA(),
        r.excludeOutside(),
        r.extrapolation(),
        r.antialias(),
        r.policy(),
        r.axes(),
        r.scales(),
        r.sizes(),
        r.roi());
  }

  @Test
  void zeroPointOfWeightsForgotten() {
    caught(
        FamilyGenerators::quantized,
        reading(
            3,
            zero -> zero.shape().rank() > 1 ? zero : Tensor.allocate(zero.dtype(), zero.shape())));
  }

  @Test
  void scalesByAxisTakenForOne() {
    caught(
        FamilyGenerators::quantized,
        reading(
            1,
            scale -> {
              Tensor same = copy(scale);
              for (long i = 0; scale.shape().rank() == 1 && i < scale.shape().size(); i++) {
                same.setDouble(i, scale.getDouble(0));
              }
              return same;
            }));
  }

  @Test
  void resultsWrapInsteadOfSaturating() {
    caught(
        FamilyGenerators::quantized,
        (op, in, y) -> {
          WrongBackend.right(op, in, y);
          for (long i = 0; y.dtype().bits() == 8 && i < y.shape().size(); i++) {
            if (y.getLong(i) == (y.dtype().isUnsigned() ? 255 : 127)) {
              y.setLong(i, y.dtype().isUnsigned() ? 0 : -128);
            }
          }
        });
  }

  @Test
  void distributionAlongAnotherAxis() {
    caught(
        PlainGenerators::softmax,
        instead(op -> {
          Softmax s = (Softmax) op;
          return s.firstAxis() == 2 ? new Softmax(s.kind(), 3, 3) : s;
        }));
  }

  @Test
  void operandsSwapped() {
    caught(
        PlainGenerators::elementwise,
        (op, in, y) -> {
          boolean swaps = op instanceof Binary b && b.kind() == Binary.Kind.SUB;
          WrongBackend.right(op, swaps ? in.reversed() : in, y);
        });
  }

  @Test
  void slopeBelowZeroForgotten() {
    caught(
        PlainGenerators::elementwise,
        instead(op ->
            op instanceof Activate a && a.function().kind() == Activation.Kind.LEAKY_RELU
                ? new Activate(Activation.RELU)
                : op));
  }

  @Test
  void elementsInAnotherOrder() {
    caught(
        PlainGenerators::movement,
        instead(op ->
            op instanceof DepthToSpace d ? new DepthToSpace(d.block(), !d.columnRowDepth()) : op));
  }

  @Test
  void firstElementOfACopyTwice() {
    caught(
        PlainGenerators::movement,
        (op, in, y) -> {
          WrongBackend.right(op, in, y);
          if (y.shape().size() > 1) {
            y.setDouble(1, y.getDouble(0));
          }
        });
  }

  @Test
  void edgeOfAnImageLeftOutOfItsMean() {
    caught(
        Generators::pool,
        (op, in, y) -> {
          WrongBackend.right(op, in, y);
          long taps = in.getFirst().shape().size(2, in.getFirst().shape().rank());
          for (long i = 0; op instanceof GlobalPool p && i < y.shape().size(); i++) {
            boolean mean = p.kind() == Pool.Kind.AVERAGE && taps > 1;
            y.setDouble(i, mean ? y.getDouble(i) * taps / (taps - 1) : y.getDouble(i));
          }
        });
  }

  @Test
  void aVectorBroadcastAlongAnotherAxis() {
    caught(
        PlainGenerators::movement,
        (op, in, y) -> {
          WrongBackend.right(op, in, y);
          if (op instanceof Expand && in.getFirst().shape().rank() == 1) {
            for (long i = 0; i < y.shape().size(); i++) {
              y.setDouble(i, in.getFirst().getDouble(i / y.shape().dim(3) % y.shape().dim(3)));
            }
          }
        });
  }

  @Test
  void secondPartBeginsWithTheFirst() {
    caught(
        PlainGenerators::movement,
        new WrongBackend.Mistake() {
          @Override
          public void run(Op op, List<Tensor> in, Tensor y) {
            WrongBackend.right(op, in, y);
          }

          @Override
          public void run(Op op, List<Tensor> in, List<Tensor> parts) {
            Reference.run(op, in, parts);
            Tensor second = parts.get(1);
            for (long i = 0; i < second.shape().size(); i++) {
              second.setDouble(i, in.getFirst().getDouble(i)); // begins where the first does
            }
          }
        });
  }

  @Test
  void nothingIsWrongWithTheReference() {
    WrongBackend right = new WrongBackend(WrongBackend::right);
    for (String line :
        List.of(
            "groupnorm n2 ic6 ih3 iw5 g3 offset",
            "reduce n2 ic3 ih5 iw7 axes32 sum",
            "resize n1 ic3 ih5 iw7 oh10 ow9 linear half_pixel",
            "qlinearconv n1 ic3 oc4 iw5 ih5 kw3 kh3 pw1 ph1 xsigned byaxis bias",
            "slice n1 ic3 ih5 iw7 axis3 from6 to-8 by-2")) {
      Problem problem = Problem.parse(line);
      for (DataSet data : DataSet.values()) {
        Trial trial = Trials.of(problem, data);
        Judge.of(trial, data, true).require(Objects.requireNonNull(Fences.run(right, trial)), 2e-6);
      }
    }
  }
}
