package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Convolution and its transpose. One and two spatial axes are three with leading extents of 1.
final class Convolutions {
  private Convolutions() {}

  /// `y[n, oc, o] = bias[oc] + residual[n, oc, o] + Σ x[n, ic, o·stride − pad + k·dilation]·w[oc,
  /// ic, k]`.
  static Dots sums(Conv op, Operands o) {
    Tensor xTensor = o.in(0);
    Shape xs = xTensor.shape();
    Shape ws = o.in(1).shape();
    Shape ys = o.out().shape();
    double[] x = xTensor.toDoubles();
    double[] w = o.in(1).toDoubles();
    Window window = op.window().resolve(kernel(ws), spatial(xs));
    Axes in = Axes.of(xs);
    Axes k = Axes.of(ws);
    Axes out = Axes.of(ys);
    Steps s = Steps.of(window);
    int inPerGroup = ws.intDim(1);
    int inC = xs.intDim(1);
    int outC = ws.intDim(0);
    int outPerGroup = outC / op.groups();

    int extraTerms = (o.optional(2) == null ? 0 : 1) + (o.optional(3) == null ? 0 : 1);
    int terms = inPerGroup * k.size() + extraTerms;
    Dots y = start(ys, o.optional(2), o.optional(3), terms, op.activation());
    // Each output adds its products in the order of the formula. What stands innermost are the
    // channels that share an input, with their weights side by side: HotSpot makes vectors of that.
    double[] byTap = transposed(w, op.groups(), outPerGroup, inPerGroup * k.size());
    Sums row = new Sums(out.w, outPerGroup);
    for (int n = 0; n < xs.dim(0); n++) {
      for (int group = 0; group < op.groups(); group++) {
        int firstIn = n * inC + group * inPerGroup;
        int firstOut = n * outC + group * outPerGroup;
        for (int od = 0; od < out.d; od++) {
          for (int oh = 0; oh < out.h; oh++) {
            row.clear();
            for (int ic = 0; ic < inPerGroup; ic++) {
              for (int kd = 0; kd < k.d; kd++) {
                for (int kh = 0; kh < k.h; kh++) {
                  for (int kw = 0; kw < k.w; kw++) {
                    int tap = k.flat(group * inPerGroup + ic, kd, kh, kw);
                    int id = s.position(0, od, kd);
                    int ih = s.position(1, oh, kh);
                    for (int ow = 0; ow < out.w; ow++) {
                      int iw = s.position(2, ow, kw);
                      if (in.contains(id, ih, iw)) {
                        double element = x[in.flat(firstIn + ic, id, ih, iw)];
                        row.add(ow, element, byTap, tap * outPerGroup);
                      }
                    }
                  }
                }
              }
            }
            for (int oc = 0; oc < outPerGroup; oc++) {
              row.addTo(y, oc, out.flat(firstOut + oc, od, oh, 0));
            }
          }
        }
      }
    }
    return y;
  }

  /// From `[groups][channels][taps]` to `[groups][taps][channels]`.
  private static double[] transposed(double[] w, int groups, int channels, int taps) {
    double[] byTap = new double[w.length];
    for (int group = 0; group < groups; group++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int tap = 0; tap < taps; tap++) {
          byTap[(group * taps + tap) * channels + channel] =
              w[(group * channels + channel) * taps + tap];
        }
      }
    }
    return byTap;
  }

  /// Sums and sums of magnitudes for each channel at each place of a row.
  private static final class Sums {
    private final int channels;
    private final double[] values;
    private final double[] magnitudes;

    Sums(int places, int channels) {
      this.channels = channels;
      this.values = new double[places * channels];
      this.magnitudes = new double[places * channels];
    }

    void clear() {
      Arrays.fill(values, 0);
      Arrays.fill(magnitudes, 0);
    }

    /// Adds `element·weights[from + channel]` to every channel.
    void add(int place, double element, double[] weights, int from) {
      int first = place * channels;
      for (int channel = 0; channel < channels; channel++) {
        double product = element * weights[from + channel];
        values[first + channel] += product;
        magnitudes[first + channel] += Math.abs(product);
      }
    }

    /// Adds the row of one channel to a row of the result.
    void addTo(Dots y, int channel, int to) {
      for (int place = 0; place * channels < values.length; place++) {
        y.values()[to + place] += values[place * channels + channel];
        y.magnitudes()[to + place] += magnitudes[place * channels + channel];
      }
    }
  }

  /// Every input element scatters its kernel: `y[n, oc, i·stride − pad + k·dilation] += x[n, ic,
  /// i]·w[ic, oc, k]`.
  static Dots sums(ConvTranspose op, Operands o) {
    Shape xs = o.in(0).shape();
    Shape ws = o.in(1).shape();
    Shape ys = o.out().shape();
    double[] x = o.in(0).toDoubles();
    double[] w = o.in(1).toDoubles();
    Window window = op.resolve(kernel(ws), spatial(xs)).window();
    Axes in = Axes.of(xs);
    Axes k = Axes.of(ws);
    Axes out = Axes.of(ys);
    Steps s = Steps.of(window);
    int inC = xs.intDim(1);
    int inPerGroup = inC / op.groups();
    int outPerGroup = ws.intDim(1);
    int outC = outPerGroup * op.groups();

    int terms = inPerGroup * k.size() + (o.optional(2) == null ? 0 : 1);
    Dots y = start(ys, o.optional(2), null, terms, op.activation());
    for (int n = 0; n < xs.dim(0); n++) {
      for (int ic = 0; ic < inC; ic++) {
        int firstOut = ic / inPerGroup * outPerGroup;
        for (int id = 0; id < in.d; id++) {
          for (int ih = 0; ih < in.h; ih++) {
            for (int iw = 0; iw < in.w; iw++) {
              double element = x[in.flat(n * inC + ic, id, ih, iw)];
              for (int oc = 0; oc < outPerGroup; oc++) {
                for (int kd = 0; kd < k.d; kd++) {
                  for (int kh = 0; kh < k.h; kh++) {
                    for (int kw = 0; kw < k.w; kw++) {
                      int od = s.position(0, id, kd);
                      int oh = s.position(1, ih, kh);
                      int ow = s.position(2, iw, kw);
                      if (out.contains(od, oh, ow)) {
                        double product = element * w[k.flat(ic * outPerGroup + oc, kd, kh, kw)];
                        int at = out.flat(n * outC + firstOut + oc, od, oh, ow);
                        y.values()[at] += product;
                        y.magnitudes()[at] += Math.abs(product);
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return y;
  }

  /// Sums that hold bias and residual only.
  private static Dots start(
      Shape ys,
      @Nullable Tensor bias,
      @Nullable Tensor residual,
      int terms,
      Activation activation) {
    double[] values = new double[Math.toIntExact(ys.size())];
    double[] magnitudes = new double[values.length];
    int plane = values.length == 0 ? 1 : Axes.of(ys).size();
    for (int i = 0; i < values.length; i++) {
      double b = bias == null ? 0 : bias.getDouble(i / plane % ys.dim(1));
      double r = residual == null ? 0 : residual.getDouble(i);
      values[i] = b + r;
      magnitudes[i] = Math.abs(b) + Math.abs(r);
    }
    return new Dots(values, magnitudes, terms, activation);
  }

  static Ints kernel(Shape weights) {
    return Ints.of(spatial(weights));
  }

  static long[] spatial(Shape shape) {
    return Arrays.copyOfRange(shape.toArray(), 2, shape.rank());
  }

  /// The spatial extents of a shape, as three.
  record Axes(int d, int h, int w) {
    static Axes of(Shape shape) {
      int rank = shape.rank();
      return new Axes(
          rank > 4 ? shape.intDim(rank - 3) : 1,
          rank > 3 ? shape.intDim(rank - 2) : 1,
          shape.intDim(rank - 1));
    }

    int size() {
      return d * h * w;
    }

    boolean contains(int id, int ih, int iw) {
      return id >= 0 && id < d && ih >= 0 && ih < h && iw >= 0 && iw < w;
    }

    int flat(int plane, int id, int ih, int iw) {
      return ((plane * d + id) * h + ih) * w + iw;
    }
  }

  /// Where tap `k` of window `o` falls: o·stride − pad + k·dilation, per axis of three.
  @SuppressWarnings("ArrayRecordComponent") // read in inner loops, never compared
  record Steps(int[] strides, int[] pads, int[] dilations) {
    static Steps of(Window window) {
      return new Steps(
          three(window.strides(), 1), three(window.padsBegin(), 0), three(window.dilations(), 1));
    }

    private static int[] three(Ints values, int lead) {
      int[] padded = {lead, lead, lead};
      for (int i = 0; i < values.size(); i++) {
        padded[3 - values.size() + i] = values.at(i);
      }
      return padded;
    }

    int position(int axis, int o, int k) {
      return o * strides[axis] - pads[axis] + k * dilations[axis];
    }
  }
}
