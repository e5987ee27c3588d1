// The same convolution for devices whose work items share local memory: a group of 8 × 8 items
// computes 64 pixels × 64 output channels. DEPTH inputs of all pixels and of all channels are copied
// to local memory, then each item multiplies 8 pixels by 8 channels: 64 sums for 16 reads.
//
// Weights are packed as for `conv` with panels of 64. An item's channels are two vectors of four, 32
// apart, so that neighbours read neighbours.
#define SIDE 64
#define DEPTH 16
#define ITEMS 64

__kernel __attribute__((reqd_work_group_size(8, 8, 1))) void conv_local(INPUT x, INPUT w, INPUT bias,
    INPUT residual, INPUT zeros, GLOBAL y, const Conv s) {
  __local float a[DEPTH][SIDE];
  __local float b[DEPTH][SIDE];
  const int lane = get_local_id(0);
  const int row = get_local_id(1);
  const int item = row * 8 + lane;
  const int first = get_group_id(0) * SIDE;
  const int panels = get_group_id(1);
  const int group = panels / s.panels;
  const int inC = s.inC;

  // this item copies one pixel's inputs
  Pixel copied;
  locate(min(first + item, s.pixels - 1), &copied, &s);
  const Corner at = corner(&copied, &s);
  const __global float* source = x + s.xOffset + (size_t)group * s.xGroup;
  const __global float* weights = w + (size_t)panels * s.kernelD * s.kernelH * s.kernelW * inC * SIDE;

  float4 sum[8][2];
#pragma unroll
  for (int i = 0; i < 8; i++) {
    sum[i][0] = 0.0f;
    sum[i][1] = 0.0f;
  }
  for (int kd = 0; kd < s.kernelD; kd++) {
    for (int kh = 0; kh < s.kernelH; kh++) {
      for (int kw = 0; kw < s.kernelW; kw++) {
        const __global float* from = tap(at, kd, kh, kw, source, zeros, &s);
        for (int c = 0; c < inC; c += DEPTH) {
          const int depth = min(DEPTH, inC - c);
          for (int k = 0; k < DEPTH; k++) {
            a[k][item] = k < depth ? from[c + k] : 0.0f;
            b[k][item] = k < depth ? weights[k * SIDE + item] : 0.0f;
          }
          weights += depth * SIDE;
          barrier(CLK_LOCAL_MEM_FENCE);
          for (int k = 0; k < depth; k++) {
            const float4 b0 = vload4(lane, b[k]);
            const float4 b1 = vload4(lane + 8, b[k]);
#pragma unroll
            for (int i = 0; i < 8; i++) {
              const float4 v = a[k][row * 8 + i];
              sum[i][0] = fma(v, b0, sum[i][0]);
              sum[i][1] = fma(v, b1, sum[i][1]);
            }
          }
          barrier(CLK_LOCAL_MEM_FENCE);
        }
      }
    }
  }

  // store
  Pixel pixel;
  locate(first + row * 8, &pixel, &s);
#pragma unroll
  for (int i = 0; i < 8; i++) {
    const int p = first + row * 8 + i;
    if (p < s.pixels) {
      const size_t to = target(&pixel, &s);
#pragma unroll
      for (int v = 0; v < 2; v++) {
        const int o = panels % s.panels * SIDE + v * 32 + lane * 4;
        if (o < s.outC) {
          finish(sum[i][v], to, group, o, s.outC - o, bias, residual, y, &s);
        }
      }
      advance(&pixel, &s);
    }
  }
}
