// Depthwise convolution: an output channel has one input channel, m neighbours share it.
//
//   y[p, o] = f(Σ_t x[at(p, t), o / m] · w[t, o] + bias[o] + residual[p, o])
//
// x and y are channels-last. A work item computes V channels of PX neighbours of a row of outputs,
// whose sums stay in registers; a weight vector, [tap][output], is loaded once for all of them. The
// last tile of a row that is long enough begins earlier, so that it is whole. Rows of taps that lie
// outside are skipped, and taps that lie outside their row.
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

// Taps of the longest row that is known when this is compiled.
#define MOST_TAPS 5

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

// Adds a row of KW taps, SW inputs apart from output to output: each input is read once for all of
// them, zeros outside. KW and SW are constants where this is inlined.
__attribute__((always_inline)) inline void add_row(
    vec* sum, const __global float* from, const int stride, const int w0, const int inW,
    const __global float* weights, const int outC, const int KW, const int SW) {
  const int count = (PX - 1) * SW + KW;
  const int inside = w0 >= 0 && w0 + count <= inW;
  const __global float* p = from + (long)w0 * stride;
  vec k[MOST_TAPS];
#pragma unroll
  for (int kw = 0; kw < KW; kw++) {
    k[kw] = LOAD(0, weights + (size_t)kw * outC);
  }
#pragma unroll
  for (int c = 0; c < count; c++) {
    const vec v = inside || (uint)(w0 + c) < (uint)inW ? LOAD(0, p) : (vec)0.0f;
    p += stride;
#pragma unroll
    for (int kw = 0; kw < KW; kw++) {
      const int i = (c - kw) / SW;
      if (c >= kw && (c - kw) % SW == 0 && i < PX) {
        sum[i] = fma(v, k[kw], sum[i]);
      }
    }
  }
}

// Adds a row of taps, whatever they are.
__attribute__((always_inline)) inline void add_any_row(
    vec* sum, const __global float* from, const Depthwise s, const int w0,
    const __global float* weights, const int o, const int n, const int multiplier) {
  for (int kw = 0; kw < s.kernelW; kw++) {
    const vec k = load(weights + (size_t)kw * s.outC, n);
    const int c = w0 + kw * s.dilationW;
#pragma unroll
    for (int i = 0; i < PX; i++) {
      if ((uint)(c + i * s.strideW) < (uint)s.inW) {
        const __global float* pixel = from + (long)(c + i * s.strideW) * s.xStride;
        sum[i] = fma(inputs(pixel, o, n, multiplier), k, sum[i]);
      }
    }
  }
}

// Inlined with the constants of what is common, and with what they are: KW = 0. `row` counts the
// rows of all images, whose taps begin at row h0 of plane d0 of `image`; `first` is a column.
__attribute__((always_inline)) inline void tile(
    INPUT x, INPUT w, INPUT bias, INPUT residual, GLOBAL y, const Depthwise s,
    const int o, const int n, const int multiplier, const int KW, const int SW,
    const int image, const int d0, const int h0, const int row, const int first) {
  const int w0 = first * s.strideW - s.padW;
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
      if (KW > 0) {
        add_row(sum, from + o, s.xStride, w0, s.inW, weights, s.outC, KW, SW);
      } else {
        add_any_row(sum, from, s, w0, weights, o, n, multiplier);
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
      store(activated(value, s.f), y + s.yOffset + (start + i) * s.yStride + o, n);
    }
  }
}

// Tiles begin to end of all.
__attribute__((always_inline)) inline void tiles(
    INPUT x, INPUT w, INPUT bias, INPUT residual, GLOBAL y, const Depthwise s,
    const int o, const int n, const int multiplier, const int KW, const int SW) {
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
    tile(x, w, bias, residual, y, s, o, n, multiplier, KW, SW, image, d0, h0, row, first);

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

__kernel void depthwise(
    INPUT x, INPUT w, INPUT bias, INPUT residual, GLOBAL y, const Depthwise s) {
  const int o = block_start(get_global_id(0), s.outC);
  const int whole = s.multiplier == 1 && s.outC >= V && s.dilationW == 1 && s.strideW <= 2;
  if (whole && s.kernelW == 3 && s.strideW == 1) {
    tiles(x, w, bias, residual, y, s, o, V, 1, 3, 1);
  } else if (whole && s.kernelW == 3) {
    tiles(x, w, bias, residual, y, s, o, V, 1, 3, 2);
  } else if (whole && s.kernelW == 5 && s.strideW == 1) {
    tiles(x, w, bias, residual, y, s, o, V, 1, 5, 1);
  } else if (whole && s.kernelW == 5) {
    tiles(x, w, bias, residual, y, s, o, V, 1, 5, 2);
  } else {
    tiles(x, w, bias, residual, y, s, o, min(V, s.outC), s.multiplier, 0, 0);
  }
}
