// Winograd's minimal convolution F(4 × 4, 3 × 3): 36 products for 144.
//
//   V = Bᵀ x B      x: 6 × 6 inputs      U = G w Gᵀ      M = Σ_c U ⊙ V (by `conv`, a product per point)
//   y = Aᵀ M A      y: 4 × 4 outputs
//
// A. Lavin, S. Gray, Fast Algorithms for Convolutional Neural Networks (2015). Points 0, ±√½, ±√2, ∞:
// reciprocal in pairs, errors are a third of those of 0, ±1, ±2, ∞.
//
// V and M are [point][tile][channel]; a work item transforms one tile's vector of channels. Tiles are
// counted row by row through all images, those of a launch from `first` on.
#define A 0.70710678118654752f
#define B 1.41421356237309505f
#define A3 0.35355339059327376f
#define B3 2.82842712474619010f

typedef struct {
  int c, stride, offset;  // channels; floats from pixel to pixel, to the first
  int h, w;               // extents of x or y
  int padH, padW;
  int tilesH, tilesW;     // of an image
  int first, tiles;       // of this launch
  int rStride, rOffset;   // residual; rStride 0: none
  Activation f;
} Winograd;

// Bᵀ on six values.
#define POINTS(d0, d1, d2, d3, d4, d5)                      \
  {                                                         \
    const vec evenA = fma(d2, (vec)-2.0f, d4);              \
    const vec oddA = fma(d1, (vec)-2.0f, d3);               \
    const vec evenB = fma(d2, (vec)-0.5f, d4);              \
    const vec oddB = fma(d1, (vec)-0.5f, d3);               \
    d0 = fma(d2, (vec)-2.5f, d0) + d4;                      \
    d5 = fma(d3, (vec)-2.5f, d1) + d5;                      \
    d1 = fma(oddA, (vec)A, evenA);                          \
    d2 = fma(oddA, (vec)-A, evenA);                         \
    d3 = fma(oddB, (vec)B, evenB);                          \
    d4 = fma(oddB, (vec)-B, evenB);                         \
  }

__kernel void winograd_input(INPUT x, GLOBAL v, const Winograd s) {
  const int c = get_global_id(0) * V;
  const int tile = get_global_id(1);
  const int n = s.c - c;
  int t = s.first + tile;
  const int left = t % s.tilesW * 4 - s.padW;
  t /= s.tilesW;
  const int top = t % s.tilesH * 4 - s.padH;
  const __global float* image = x + s.offset + (size_t)(t / s.tilesH) * s.h * s.w * s.stride + c;
  vec d[6][6];
#pragma unroll
  for (int r = 0; r < 6; r++) {
    const int h = top + r;
#pragma unroll
    for (int k = 0; k < 6; k++) {
      const int w = left + k;
      d[r][k] = h >= 0 && h < s.h && w >= 0 && w < s.w
          ? load(image + ((size_t)h * s.w + w) * s.stride, n)
          : (vec)0.0f;
    }
    POINTS(d[r][0], d[r][1], d[r][2], d[r][3], d[r][4], d[r][5]);
  }
  const size_t point = (size_t)s.tiles * s.c;
  __global float* to = v + (size_t)tile * s.c + c;
#pragma unroll
  for (int k = 0; k < 6; k++) {
    POINTS(d[0][k], d[1][k], d[2][k], d[3][k], d[4][k], d[5][k]);
#pragma unroll
    for (int r = 0; r < 6; r++) {
      store(d[r][k], to + (r * 6 + k) * point, n);
    }
  }
}

// Aᵀ on six values: four results.
#define VALUES(m0, m1, m2, m3, m4, m5)                      \
  {                                                         \
    const vec sumA = m1 + m2;                               \
    const vec sumB = m3 + m4;                               \
    const vec gapA = m1 - m2;                               \
    const vec gapB = m3 - m4;                               \
    m0 = m0 + sumA + sumB;                                  \
    m1 = A * fma(gapB, (vec)2.0f, gapA);                    \
    m2 = fma(sumB, (vec)2.0f, 0.5f * sumA);                 \
    m3 = fma(gapA, (vec)A3, fma(gapB, (vec)B3, m5));        \
  }

__kernel void winograd_output(INPUT m, INPUT bias, INPUT residual, GLOBAL y, const Winograd s) {
  const int c = get_global_id(0) * V;
  const int tile = get_global_id(1);
  const int n = s.c - c;
  const size_t point = (size_t)s.tiles * s.c;
  const __global float* from = m + (size_t)tile * s.c + c;
  vec d[6][6];
#pragma unroll
  for (int k = 0; k < 6; k++) {
#pragma unroll
    for (int r = 0; r < 6; r++) {
      d[r][k] = load(from + (r * 6 + k) * point, n);
    }
    VALUES(d[0][k], d[1][k], d[2][k], d[3][k], d[4][k], d[5][k]);
  }
  int t = s.first + tile;
  const int left = t % s.tilesW * 4;
  t /= s.tilesW;
  const int top = t % s.tilesH * 4;
  const size_t image = (size_t)(t / s.tilesH) * s.h;
  const vec b = load(bias + c, n);
#pragma unroll
  for (int r = 0; r < 4; r++) {
    VALUES(d[r][0], d[r][1], d[r][2], d[r][3], d[r][4], d[r][5]);
    const int h = top + r;
#pragma unroll
    for (int k = 0; k < 4; k++) {
      const int w = left + k;
      if (h < s.h && w < s.w) {
        const size_t pixel = (image + h) * s.w + w;
        vec value = d[r][k] + b;
        if (s.rStride > 0) {
          value += load(residual + s.rOffset + pixel * s.rStride + c, n);
        }
        store(activated(value, s.f), y + s.offset + pixel * s.stride + c, n);
      }
    }
  }
}

typedef struct {
  int outC, inC, width, panels;
} WinogradPack;

// U: [point][panel][input][width] of weights [outC][inC][3][3]; a work item makes the points of one
// input and output.
__kernel void winograd_weights(INPUT w, GLOBAL u, const WinogradPack s) {
  const float g[6][3] = {
      {1.0f, 0.0f, 0.0f},
      {-2.0f / 3, -0.47140452079103168f, -1.0f / 3},
      {-2.0f / 3, 0.47140452079103168f, -1.0f / 3},
      {1.0f / 6, 0.23570226039551584f, 1.0f / 3},
      {1.0f / 6, -0.23570226039551584f, 1.0f / 3},
      {0.0f, 0.0f, 1.0f}};
  const int o = get_global_id(0);
  const int c = get_global_id(1);
  if (o >= s.panels * s.width) {
    return;
  }
  float half_way[6][3];
  const __global float* from = w + ((size_t)o * s.inC + c) * 9;
  for (int i = 0; i < 6; i++) {
    for (int k = 0; k < 3; k++) {
      float sum = 0.0f;
      if (o < s.outC) {
        for (int j = 0; j < 3; j++) {
          sum = fma(g[i][j], from[3 * j + k], sum);
        }
      }
      half_way[i][k] = sum;
    }
  }
  const size_t point = (size_t)s.panels * s.inC * s.width;
  __global float* to = u + ((size_t)(o / s.width) * s.inC + c) * s.width + o % s.width;
  for (int i = 0; i < 6; i++) {
    for (int k = 0; k < 6; k++) {
      float sum = 0.0f;
      for (int j = 0; j < 3; j++) {
        sum = fma(g[k][j], half_way[i][j], sum);
      }
      to[(6 * i + k) * point] = sum;
    }
  }
}
