// Depthwise convolution: an output channel has one input channel, m neighbours share it.
//
//   y[p, o] = f(Σ_t x[at(p, t), o / m] · w[t, o] + bias[o] + residual[p, o])
//
// x and y are channels-last. A work item computes V channels of PX neighbours of a row of outputs,
// whose sums stay in registers; a weight vector, [tap][output], is loaded once for all of them. The
// last tile of a row that is long enough begins earlier, so that it is whole. A tap that lies
// outside its row is read from a run of zeros; rows outside are skipped.
typedef struct {
  int xStride, xOffset;              // floats to the next pixel, to the first
  int inD, inH, inW;
  int outC, multiplier;
  int yStride, yOffset;
  int outD, outH, outW;
  int kernelD, kernelH, kernelW;
  int strideD, strideH, strideW;
  int dilationD, dilationH, dilationW;
  int padD, padH, padW;
  int rStride, rOffset;              // of the residual; rStride 0: none
  int tiles, length;                 // of all rows of all images; of a work item
  Activation f;
} Depthwise;

// Kinds of activations.
#define NOTHING 0
#define RECTIFIED 1
#define CLIPPED 2

// What n outputs from o on read of a pixel.
inline vec inputs(__global const float* pixel, int o, int n, int multiplier) {
  if (multiplier == 1) {
    return load(pixel + o, n);
  }
  float lanes[V];
  for (int i = 0; i < V; i++) {
    lanes[i] = i < n ? pixel[(o + i) / multiplier] : 0.0f;
  }
  return LOAD(0, lanes);
}

// Inlined twice: with n = V and multiplier = 1, and with what they are. `row` counts the rows of all
// images, whose taps begin at row h0 of plane d0 of `image`; `first` is a column.
__attribute__((always_inline)) inline void tile(
    INPUT x, INPUT w, INPUT bias, INPUT residual, GLOBAL y, const Depthwise s,
    const int o, const int n, const int multiplier,
    const int image, const int d0, const int h0, const int row, const int first) {
  const int w0 = first * s.strideW - s.padW;
  const int last = w0 + (PX - 1) * s.strideW + (s.kernelW - 1) * s.dilationW;
  const int inside = w0 >= 0 && last < s.inW;
  const size_t step = (size_t)s.strideW * s.xStride;

  vec sum[PX];
#pragma unroll
  for (int i = 0; i < PX; i++) {
    sum[i] = 0.0f;
  }
  for (int kd = 0; kd < s.kernelD; kd++) {
    const int d = d0 + kd * s.dilationD;
    for (int kh = 0; kh < s.kernelH; kh++) {
      const int h = h0 + kh * s.dilationH;
      if (d < 0 || d >= s.inD || h < 0 || h >= s.inH) {
        continue;
      }
      const __global float* from =
          x + s.xOffset + (((size_t)image * s.inD + d) * s.inH + h) * s.inW * s.xStride;
      const __global float* weights = w + (size_t)(kd * s.kernelH + kh) * s.kernelW * s.outC + o;
      for (int kw = 0; kw < s.kernelW; kw++) {
        const vec k = load(weights + (size_t)kw * s.outC, n);
        const int c = w0 + kw * s.dilationW;
        const __global float* pixel = from + (long)c * s.xStride;
        if (inside) {
#pragma unroll
          for (int i = 0; i < PX; i++) {
            sum[i] = fma(inputs(pixel + i * step, o, n, multiplier), k, sum[i]);
          }
        } else {
#pragma unroll
          for (int i = 0; i < PX; i++) {
            if ((uint)(c + i * s.strideW) < (uint)s.inW) {
              sum[i] = fma(inputs(pixel + i * step, o, n, multiplier), k, sum[i]);
            }
          }
        }
      }
    }
  }

  // store
  const vec b = load(bias + o, n);
  const size_t start = (size_t)row * s.outW + first;
#pragma unroll
  for (int i = 0; i < PX; i++) {
    if (first + i < s.outW) {
      vec value = sum[i] + b;
      if (s.rStride > 0) {
        value += load(residual + s.rOffset + (start + i) * s.rStride + o, n);
      }
      if (s.f.kind == RECTIFIED) { // without a call, which would save all sums
        value = value < 0.0f ? (vec)0.0f : value;
      } else if (s.f.kind == CLIPPED) {
        value = value < s.f.a ? (vec)s.f.a : value;
        value = value > s.f.b ? (vec)s.f.b : value;
      } else if (s.f.kind != NOTHING) {
        value = activate(value, s.f);
      }
      store(value, y + s.yOffset + (start + i) * s.yStride + o, n);
    }
  }
}

__kernel void depthwise(
    INPUT x, INPUT w, INPUT bias, INPUT residual, GLOBAL y, const Depthwise s) {
  const int o = block_start(get_global_id(0), s.outC);
  const int begin = get_global_id(1) * s.length;
  const int end = min(begin + s.length, s.tiles);
  const int perRow = (s.outW + PX - 1) / PX;
  int row = begin / perRow;
  int across = begin % perRow;
  int h = row % s.outH;
  int d = row / s.outH % s.outD;
  int image = row / s.outH / s.outD;
  for (int t = begin; t < end; t++) {
    const int first = s.outW < PX ? 0 : min(across * PX, s.outW - PX);
    const int d0 = d * s.strideD - s.padD;
    const int h0 = h * s.strideH - s.padH;
    if (s.multiplier == 1 && s.outC >= V) {
      tile(x, w, bias, residual, y, s, o, V, 1, image, d0, h0, row, first);
    } else {
      tile(x, w, bias, residual, y, s, o, min(V, s.outC), s.multiplier, image, d0, h0, row, first);
    }

    // the next tile
    if (++across == perRow) {
      across = 0;
      row++;
      if (++h == s.outH) {
        h = 0;
        if (++d == s.outD) {
          d = 0;
          image++;
        }
      }
    }
  }
}
