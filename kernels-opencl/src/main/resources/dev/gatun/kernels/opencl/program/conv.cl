// Convolution as an implicit matrix product: rows are pixels, columns are output channels.
//
//   y[p, o] = f(Σ_t Σ_c x[at(p, t), c] · w[t, c, o] + bias[o] + residual[p, o])
//
// x and y are channels-last, [image][plane][row][column][channel]. A work item computes ROWS pixels
// and OV vectors of output channels in registers: ROWS·OV sums, OV weights, and one input that the
// compiler broadcasts from memory. Weights are packed [group][output panel][tap][input][OV·V] and
// zero-padded to whole panels. Neighbours along dimension 0 are panels, along 1 pixels, along 2 blocks
// of panels. Where the window's columns follow each other in memory and no pixel of
// the tile leaves the row, a row of taps is one run.
__kernel void conv(INPUT x, INPUT w, INPUT bias, INPUT residual, INPUT zeros, GLOBAL y, const Conv s) {
  const int first = get_global_id(1) * ROWS;
  const int panels = get_global_id(2) * get_global_size(0) + get_global_id(0);
  if (panels >= s.allPanels) {
    return;
  }
  const int panel = panels % s.panels;
  const int group = panels / s.panels;
  const int inC = s.inC;

  Pixel pixel;
  locate(first, &pixel, &s);
  Corner at[ROWS];  // pixels behind the last repeat it
  int inside = s.dilationW == 1 && s.xStride == inC;
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
    at[i] = corner(&pixel, &s);
    inside &= at[i].w >= 0 && at[i].w + s.kernelW <= s.inW;
    if (first + i + 1 < s.pixels) {
      advance(&pixel, &s);
    }
  }
  const int runs = inside ? 1 : s.kernelW;
  const int length = inside ? s.kernelW * inC : inC;

  vec sum[ROWS][OV];
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
#pragma unroll
    for (int v = 0; v < OV; v++) {
      sum[i][v] = 0.0f;
    }
  }
  const __global float* weights =
      w + (size_t)panels * s.kernelD * s.kernelH * s.kernelW * inC * (OV * V);
  const __global float* source = x + s.xOffset + (size_t)group * s.xGroup;
  for (int kd = 0; kd < s.kernelD; kd++) {
    for (int kh = 0; kh < s.kernelH; kh++) {
      for (int kw = 0; kw < runs; kw++) {
        const __global float* from[ROWS];
#pragma unroll
        for (int i = 0; i < ROWS; i++) {
          from[i] = tap(at[i], kd, kh, kw, source, zeros, &s);
        }
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
    }
  }

  // store
  Pixel result;
  locate(first, &result, &s);
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
    if (first + i < s.pixels) {
      const size_t to = target(&result, &s);
#pragma unroll
      for (int v = 0; v < OV; v++) {
        const int o = (panel * OV + v) * V;
        if (o < s.outC) {
          finish(sum[i][v], to, group, o, s.outC - o, bias, residual, y, &s);
        }
      }
      advance(&result, &s);
    }
  }
}
