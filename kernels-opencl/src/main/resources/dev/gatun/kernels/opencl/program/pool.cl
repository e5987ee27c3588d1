// Pools over windows of channels-last pixels. A work item computes V channels of PX neighbours of a
// row, one after the other. Taps outside are left out by the ends of its loops.
typedef struct {
  int xStride, xOffset;              // floats to the next pixel, to the first
  int inD, inH, inW;
  int channels;
  int yStride, yOffset;
  int outD, outH, outW;
  int kernelD, kernelH, kernelW;
  int strideD, strideH, strideW;
  int dilationD, dilationH, dilationW;
  int padD, padH, padW;
  int endD, endH, endW;              // where the pads behind each axis end
  int countPads;                     // whether an average divides by pads too
  int p;                             // the power of a power pool
} Pool;

#define MAXIMUM 0
#define AVERAGE 1
#define POWER 2

// The taps from `first` to before `last` lie inside, those before `counted` before the end of pads.
typedef struct {
  int origin, first, last, counted;
} Taps;

inline Taps taps_of(int origin, int count, int dilation, int extent, int end) {
  Taps t;
  t.origin = origin;
  t.first = origin < 0 ? (dilation - 1 - origin) / dilation : 0;
  t.last = clamp((extent - origin + dilation - 1) / dilation, 0, count);
  t.counted = clamp((end - origin + dilation - 1) / dilation, 0, count);
  return t;
}

inline int inside(Taps t) {
  return max(0, t.last - t.first);
}

// A NaN wins a maximum, and of equals the first.
inline vec met(vec so_far, vec v, int kind, int p) {
  switch (kind) {
    case MAXIMUM:
      return ((v > so_far) | (v != v)) ? v : so_far;
    case AVERAGE:
      return so_far + v;
    default:
      return so_far + (p == 1 ? fabs(v) : p == 2 ? v * v : pow(fabs(v), (vec)p));
  }
}

inline vec finished(vec sum, int divisor, int kind, int p) {
  switch (kind) {
    case MAXIMUM:
      return sum;
    case AVERAGE:
      return divisor == 0 ? (vec)0.0f : sum / (vec)divisor;
    default:
      return p == 1 ? sum : p == 2 ? sqrt(sum) : pow(sum, (vec)(1.0f / p));
  }
}

// Inlined with a constant kind.
__attribute__((always_inline)) inline void pool(INPUT x, GLOBAL y, const Pool s, const int kind) {
  const int c = block_start(get_global_id(0), s.channels);
  const int n = min(V, s.channels);
  const int row = get_global_id(2);
  const int oh = row % s.outH;
  const int od = row / s.outH % s.outD;
  const int image = row / s.outH / s.outD;
  const Taps d = taps_of(od * s.strideD - s.padD, s.kernelD, s.dilationD, s.inD, s.endD);
  const Taps h = taps_of(oh * s.strideH - s.padH, s.kernelH, s.dilationH, s.inH, s.endH);
  const int first = get_global_id(1) * PX;
  for (int ow = first; ow < min(first + PX, s.outW); ow++) {
    const Taps w = taps_of(ow * s.strideW - s.padW, s.kernelW, s.dilationW, s.inW, s.endW);
    vec sum = kind == MAXIMUM ? (vec)-INFINITY : (vec)0.0f;
    for (int kd = d.first; kd < d.last; kd++) {
      for (int kh = h.first; kh < h.last; kh++) {
        const size_t at = ((size_t)image * s.inD + d.origin + kd * s.dilationD) * s.inH + h.origin + kh * s.dilationH;
        const __global float* from = x + s.xOffset + (at * s.inW + w.origin) * s.xStride + c;
        for (int kw = w.first; kw < w.last; kw++) {
          sum = met(sum, load(from + (size_t)kw * s.dilationW * s.xStride, n), kind, s.p);
        }
      }
    }
    const int divisor =
        s.countPads ? d.counted * h.counted * w.counted : inside(d) * inside(h) * inside(w);
    store(finished(sum, divisor, kind, s.p), y + s.yOffset + ((size_t)row * s.outW + ow) * s.yStride + c, n);
  }
}

__kernel void pool_max(INPUT x, GLOBAL y, const Pool s) {
  pool(x, y, s, MAXIMUM);
}

__kernel void pool_average(INPUT x, GLOBAL y, const Pool s) {
  pool(x, y, s, AVERAGE);
}

__kernel void pool_power(INPUT x, GLOBAL y, const Pool s) {
  pool(x, y, s, POWER);
}
