// Convolution as an implicit matrix product: rows are pixels, columns are output channels.
//
//   y[p, o] = f(Σ_t Σ_c x[at(p, t), c] · w[t, c, o] + bias[o] + residual[p, o])
//
// x and y are channels-last, [image][plane][row][column][channel]. A work item computes ROWS pixels
// and OV vectors of output channels in registers: ROWS·OV sums, OV weights, and one input that the
// compiler broadcasts from memory. Weights are packed [group][output panel][tap][input][OV·V] and
// zero-padded to whole panels. Where the window's columns follow each other in memory and no pixel of
// the tile leaves the row, a row of taps is one run.
//
// It does so for a strip of tiles, one after the other: what it does before the first takes as long as
// 30 inputs of a tile. Neighbours along dimension 0 are panels, along 1 strips, along 2 blocks of panels.
//
// Whatever else stands near a tile's products costs the compiler registers, taken or not. Products of
// pixels by themselves and whole tiles have paths of their own for that: 512 × 16 × 512 went from 34 to
// 50 GFLOP/s (PoCL, 256-bit vectors, medians of 100 in turns).

// Adds the products of `length` inputs of each pixel. Unrolled, for the loop's own instructions take
// slots from the products where the other thread of a core is busy: products of 256 inputs and more gain
// 6 to 8 % on such a machine, nothing on a quiet one.
__attribute__((always_inline)) inline void multiply(vec sum[ROWS][OV], const __global float* from[ROWS],
    const __global float* weights, int length) {
#pragma unroll 4
  for (int c = 0; c < length; c++) {
    vec k[OV];
#pragma unroll
    for (int v = 0; v < OV; v++) {
      k[v] = LOAD(v, weights);
    }
    weights += OV * V;
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
      const vec a = from[i][c];
#pragma unroll
      for (int v = 0; v < OV; v++) {
        sum[i][v] = fma(a, k[v], sum[i][v]);
      }
    }
  }
}

// A whole tile of pixels that follow each other, from registers.
__attribute__((always_inline)) inline void finish_whole(vec sum[ROWS][OV], int first, int group, int o,
    INPUT bias, INPUT residual, GLOBAL y, const Conv* s) {
  const size_t within = (size_t)group * s->yGroup + o;
  const __global float* base = bias + group * s->bGroup + o;
  const __global float* from = residual + s->rOffset + (size_t)first * s->rStride + within;
  __global float* to = y + s->yOffset + (size_t)first * s->yStride + within;
#pragma unroll
  for (int v = 0; v < OV; v++) {
    const vec added = LOAD(v, base);
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
      sum[i][v] += added;
    }
  }
  if (s->rStride > 0) {
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
#pragma unroll
      for (int v = 0; v < OV; v++) {
        sum[i][v] += LOAD(v, from + (size_t)i * s->rStride);
      }
    }
  }
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
#pragma unroll
    for (int v = 0; v < OV; v++) {
      STORE(clipped(sum[i][v], s->f), v, to + (size_t)i * s->yStride);
    }
  }
}

// Any tile, from memory and in loops that stay loops. Not inlined: what its loops share would be computed
// for whole tiles, too.
__attribute__((noinline)) void finish_parts(const vec* tile, int first, int group, int o, INPUT bias,
    INPUT residual, GLOBAL y, const Conv* s) {
  Pixel pixel;
  locate(first, &pixel, s);
#pragma unroll 1
  for (int i = 0; i < ROWS && first + i < s->pixels; i++) {
    const size_t to = target(&pixel, s);
#pragma unroll 1
    for (int v = 0; v < OV && o + v * V < s->outC; v++) {
      finish(tile[i * OV + v], to, group, o + v * V, s->outC - o - v * V, bias, residual, y, s);
    }
    advance(&pixel, s);
  }
}

__attribute__((always_inline)) inline void finish_tile(vec sum[ROWS][OV], int first, int group, int o,
    INPUT bias, INPUT residual, GLOBAL y, const Conv* s) {
  if (s->dense && is_clip(s->f) && first + ROWS <= s->pixels && o + OV * V <= s->outC) {
    finish_whole(sum, first, group, o, bias, residual, y, s);
    return;
  }
  vec tile[ROWS * OV];
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
#pragma unroll
    for (int v = 0; v < OV; v++) {
      tile[i * OV + v] = sum[i][v];
    }
  }
  finish_parts(tile, first, group, o, bias, residual, y, s);
}

__attribute__((always_inline)) inline void clear(vec sum[ROWS][OV]) {
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
#pragma unroll
    for (int v = 0; v < OV; v++) {
      sum[i][v] = 0.0f;
    }
  }
}

// The products of a tile of pixels by themselves.
__attribute__((always_inline)) inline void multiply_pixels(vec sum[ROWS][OV], int first,
    const __global float* source, const __global float* weights, const Conv* s) {
  clear(sum);
  const __global float* from[ROWS];
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
    from[i] = source + (size_t)min(first + i, s->pixels - 1) * s->xStride;
  }
  multiply(sum, from, weights, s->inC);
}

// The products of a tile of pixels with windows.
__attribute__((always_inline)) inline void multiply_windows(vec sum[ROWS][OV], int first,
    const __global float* source, const __global float* weights, const __global float* zeros,
    const Conv* s) {
  clear(sum);
  Corner at[ROWS];  // pixels behind the last repeat it
  int inside = s->dilationW == 1 && s->xStride == s->inC;
  Pixel pixel;
  locate(first, &pixel, s);
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
    at[i] = corner(&pixel, s);
    inside &= at[i].w >= 0 && at[i].w + s->kernelW <= s->inW;
    if (first + i + 1 < s->pixels) {
      advance(&pixel, s);
    }
  }
  const int runs = inside ? 1 : s->kernelW;
  const int length = inside ? s->kernelW * s->inC : s->inC;
  for (int kd = 0; kd < s->kernelD; kd++) {
    for (int kh = 0; kh < s->kernelH; kh++) {
      for (int kw = 0; kw < runs; kw++) {
        const __global float* from[ROWS];
#pragma unroll
        for (int i = 0; i < ROWS; i++) {
          from[i] = tap(at[i], kd, kh, kw, source, zeros, s);
        }
        multiply(sum, from, weights, length);
        weights += length * (OV * V);
      }
    }
  }
}

__kernel void conv(INPUT x, INPUT w, INPUT bias, INPUT residual, INPUT zeros, GLOBAL y, const Conv s) {
  const int begin = get_global_id(1) * s.strip;
  const int end = min(begin + s.strip, s.pixels);
  const int panels = get_global_id(2) * get_global_size(0) + get_global_id(0);
  if (panels >= s.allPanels) {
    return;
  }
  const int o = panels % s.panels * (OV * V);
  const int group = panels / s.panels;
  const __global float* weights =
      w + (size_t)panels * s.kernelD * s.kernelH * s.kernelW * s.inC * (OV * V);
  const __global float* source = x + s.xOffset + (size_t)group * s.xGroup;
  vec sum[ROWS][OV];

  // a loop for each: what the compiler takes out of a loop is paid by every item
  if (s.pointwise) {
#pragma unroll 1
    for (int first = begin; first < end; first += ROWS) {
      multiply_pixels(sum, first, source, weights, &s);
      finish_tile(sum, first, group, o, bias, residual, y, &s);
    }
  } else {
#pragma unroll 1
    for (int first = begin; first < end; first += ROWS) {
      multiply_windows(sum, first, source, weights, zeros, &s);
      finish_tile(sum, first, group, o, bias, residual, y, &s);
    }
  }
}
