package dev.gatun.conformance.contract;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.AutoPad;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// From a [Problem]'s line to an operator with tensors. The same line and data set always give the
/// same bits.
final class Trials {
  private Trials() {}

  static Trial of(Problem p, DataSet data) {
    Random random = new Random(p.toString().hashCode());
    return switch (p.kind()) {
      case "conv" -> conv(p, data, random);
      case "convtranspose" -> convTranspose(p, data, random);
      case "pool" -> pool(p, data, random);
      case "globalpool" -> globalPool(p, data, random);
      case "batchnorm" -> batchNorm(p, data, random);
      case "gemm" -> gemm(p, data, random);
      case "matmul" -> matMul(p, data, random);
      case "binary" -> PlainTrials.binary(p, data, random);
      case "activate" -> PlainTrials.activate(p, data, random);
      case "softmax" -> PlainTrials.softmax(p, data, random);
      case "transpose" -> PlainTrials.transpose(p, data, random);
      case "concat" -> PlainTrials.concat(p, data, random);
      case "pad" -> PlainTrials.pad(p, data, random);
      case "slice", "gather", "tile", "expand", "split", "depthtospace", "spacetodepth" ->
          MovementTrials.of(p, data, random);
      case "instancenorm", "groupnorm", "layernorm", "lrn", "lpnorm" ->
          NormTrials.of(p, data, random);
      case "reduce", "argmax", "argmin" -> ReduceTrials.of(p, data, random);
      case "resize" -> ResizeTrials.of(p, data, random);
      case "quantize", "dequantize" -> QuantizedTrials.scaling(p, data, random);
      case "convinteger", "qlinearconv" -> QuantizedTrials.conv(p, data, random);
      case "matmulinteger", "qlinearmatmul" -> QuantizedTrials.matMul(p, data, random);
      default ->
          throw new InvalidInputException(
              "problem '" + p + "': no operator family is called '" + p.kind() + "'");
    };
  }

  static Activation activation(Problem p) {
    Activation found = Activation.NONE;
    for (String word : p.words()) {
      Activation named = Activations.named(word);
      found = named == null ? found : named;
    }
    return found;
  }

  private static Trial conv(Problem p, DataSet data, Random random) {
    Window window = window(p);
    int groups = p.get("g", 1);
    int rank = window.rank();
    long[] kernel = window.kernel().toArray();
    long inPerGroup = p.get("ic") / groups;
    Shape xs = shape(p.get("n", 1), p.get("ic"), extents(p, "i", rank));
    Shape ws = shape(p.get("oc"), inPerGroup, kernel);
    long[] out = new long[rank];
    Arrays.setAll(out, i -> window.outputExtent(i, xs.dim(2 + i), false));
    Shape ys = shape(p.get("n", 1), p.get("oc"), out);
    Tensor x = data.fill(xs, random, 1);
    Tensor w = data.fill(ws, random, 2 / Math.sqrt((double) ws.size(1, ws.rank())));
    @Nullable Tensor bias = p.has("bias") ? data.fill(Shape.of(p.get("oc")), random, 1) : null;
    @Nullable Tensor residual = p.has("residual") ? data.fill(ys, random, 1) : null;
    Conv op = new Conv(window, groups, activation(p));
    if (residual == null) {
      return new Trial(op, Arrays.asList(x, w, bias), p.has("runtime"), ys);
    }
    return new Trial(op, Arrays.asList(x, w, bias, residual), p.has("runtime"), ys).withRuntime(3);
  }

  private static Trial convTranspose(Problem p, DataSet data, Random random) {
    Window window = window(p);
    int groups = p.get("g", 1);
    int rank = window.rank();
    Shape xs = shape(p.get("n", 1), p.get("ic"), extents(p, "i", rank));
    Shape ws = shape(p.get("ic"), p.get("oc") / groups, window.kernel().toArray());
    Ints outputPadding = Ints.of(extents(p, "o", rank));
    ConvTranspose op = new ConvTranspose(window, outputPadding, Ints.EMPTY, groups, activation(p));
    long[] out = new long[rank];
    Arrays.setAll(out, i -> op.outputExtent(i, xs.dim(2 + i)));
    Tensor x = data.fill(xs, random, 1);
    Tensor w =
        data.fill(ws, random, 2 / Math.sqrt((double) p.get("ic") / groups * ws.size(2, ws.rank())));
    @Nullable Tensor bias = p.has("bias") ? data.fill(Shape.of(p.get("oc")), random, 1) : null;
    return new Trial(
        op, Arrays.asList(x, w, bias), p.has("runtime"), shape(p.get("n", 1), p.get("oc"), out));
  }

  private static Trial pool(Problem p, DataSet data, Random random) {
    Window window = window(p);
    Pool.Kind kind = poolKind(p);
    Pool op =
        new Pool(
            kind, window, p.has("ceil"), p.has("countpad"), kind == Pool.Kind.LP ? 2 : 0, false);
    Shape xs = shape(p.get("n", 1), p.get("ic"), extents(p, "i", window.rank()));
    long[] out = new long[window.rank()];
    Arrays.setAll(out, i -> window.outputExtent(i, xs.dim(2 + i), op.ceil()));
    return new Trial(
        op, Arrays.asList(data.fill(xs, random, 1)), false, shape(p.get("n", 1), p.get("ic"), out));
  }

  private static Pool.Kind poolKind(Problem p) {
    return p.has("max") ? Pool.Kind.MAX : p.has("lp") ? Pool.Kind.LP : Pool.Kind.AVERAGE;
  }

  /// Over as many axes as have an extent.
  private static Trial globalPool(Problem p, DataSet data, Random random) {
    int rank = p.numbers().containsKey("id") ? 3 : p.numbers().containsKey("ih") ? 2 : 1;
    Pool.Kind kind = poolKind(p);
    GlobalPool op = new GlobalPool(kind, kind == Pool.Kind.LP ? 2 : 0);
    Shape xs = shape(p.get("n", 1), p.get("ic"), extents(p, "i", rank));
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return new Trial(
        op,
        Arrays.asList(data.fill(xs, random, 1)),
        false,
        shape(p.get("n", 1), p.get("ic"), ones));
  }

  private static Trial batchNorm(Problem p, DataSet data, Random random) {
    Shape xs = Shape.of(p.get("n", 1), p.get("ic"), p.get("ih"), p.get("iw"));
    Shape channels = Shape.of(p.get("ic"));
    Tensor variance = Tensor.of(new float[p.get("ic")], p.get("ic"));
    for (int c = 0; c < p.get("ic"); c++) {
      variance.setDouble(
          c,
          data == DataSet.SMALL_INTEGERS
              ? 1 << (2 * random.nextInt(3))
              : 0.1 + random.nextDouble());
    }
    return new Trial(
        new BatchNorm(data == DataSet.SMALL_INTEGERS ? 0 : 1e-5f),
        Arrays.asList(
            data.fill(xs, random, 1),
            data.fill(channels, random, 1),
            data.fill(channels, random, 1),
            data.fill(channels, random, 1),
            variance),
        p.has("runtime"),
        xs);
  }

  private static Trial gemm(Problem p, DataSet data, Random random) {
    int m = p.get("m");
    int k = p.get("k");
    int n = p.get("n");
    Tensor a = data.fill(p.has("ta") ? Shape.of(k, m) : Shape.of(m, k), random, 1);
    Tensor b = data.fill(p.has("tb") ? Shape.of(n, k) : Shape.of(k, n), random, 2 / Math.sqrt(k));
    @Nullable Tensor c = null;
    if (p.has("biasn")) {
      c = data.fill(Shape.of(n), random, 1);
    } else if (p.has("biasm")) {
      c = data.fill(Shape.of(m, 1), random, 1);
    } else if (p.has("biasmn")) {
      c = data.fill(Shape.of(m, n), random, 1);
    } else if (p.has("biasone")) {
      c = data.fill(Shape.scalar(), random, 1);
    }
    Gemm op =
        new Gemm(
            p.has("alpha") ? 0.5f : 1,
            p.has("beta") ? 2 : 1,
            p.has("ta"),
            p.has("tb"),
            activation(p));
    return new Trial(op, Arrays.asList(a, b, c), p.has("runtime"), Shape.of(m, n));
  }

  private static Trial matMul(Problem p, DataSet data, Random random) {
    int batch = p.get("b", 1);
    int k = p.get("k");
    int n = p.get("n");
    Tensor a = data.fill(Shape.of(batch, p.get("m"), k), random, 1);
    Shape bs = p.has("shareb") ? Shape.of(k, n) : Shape.of(batch, k, n);
    @Nullable Tensor bias = p.has("biasn") ? data.fill(Shape.of(n), random, 1) : null;
    return new Trial(
        new MatMul(activation(p)),
        Arrays.asList(a, data.fill(bs, random, 2 / Math.sqrt(k)), bias),
        p.has("runtime"),
        Shape.of(batch, p.get("m"), n));
  }

  static Window window(Problem p) {
    int rank = p.numbers().containsKey("kd") ? 3 : p.numbers().containsKey("kh") ? 2 : 1;
    long[] begin = extents(p, "p", rank);
    long[] end = new long[rank];
    for (int i = 0; i < rank; i++) {
      end[i] = p.get("e" + axis(i, rank), (int) begin[i]);
    }
    return new Window(
        Ints.of(extents(p, "k", rank)),
        Ints.of(extents(p, "s", rank)),
        Ints.of(extents(p, "d", rank)),
        Ints.of(begin),
        Ints.of(end),
        AutoPad.EXPLICIT);
  }

  private static char axis(int i, int rank) {
    return "dhw".charAt(3 - rank + i);
  }

  static long[] extents(Problem p, String letter, int rank) {
    long[] values = new long[rank];
    for (int i = 0; i < rank; i++) {
      String name = letter + axis(i, rank);
      values[i] =
          switch (letter) {
            case "i", "k" -> p.get(name);
            case "s", "d" -> p.get(name, 1);
            default -> p.get(name, 0);
          };
    }
    return values;
  }

  static Shape shape(long first, long second, long[] rest) {
    long[] dims = new long[rest.length + 2];
    dims[0] = first;
    dims[1] = second;
    System.arraycopy(rest, 0, dims, 2, rest.length);
    return Shape.of(dims);
  }
}
