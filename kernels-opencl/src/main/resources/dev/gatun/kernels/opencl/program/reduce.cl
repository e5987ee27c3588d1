// Reductions of [outer][reduced][inner] to [outer][part][inner], a part being `length` elements in
// a row of the reduced axis:
//
//   y[o, p, i] = root(merge over r in part p of map(x[o, r, i], at[o, i / each])) / divisor
//
// Several parts give enough work items to reductions of few outputs; a second launch merges them.
// The order of all merges depends on sizes alone. `at` is read by the maps that need it: what an
// exponent or a distance is measured from, `width` of them per o.
typedef struct {
  int reduced, inner;
  int xStride, xOffset;  // floats from r to r + 1 (in rows from o to o + 1), to the first
  int parts, length;
  int width, each;       // of `at`
  float divisor;
  int root;              // 1: the square root of the result
  int p;                 // the power of a sum of powers
} Reduce;

#define SUM 0
#define MAGNITUDES 1
#define SQUARES 2
#define POWERS 3
#define PRODUCT 4
#define MAXIMUM 5
#define MINIMUM 6
#define EXPONENTIALS 7
#define DISTANCES 8

// 0 where all is infinite: the same shift before and after the logarithm of a sum.
inline vec finite(vec shift) {
  return isinf(shift) ? (vec)0.0f : shift;
}

inline vec neutral(int kind) {
  return kind == PRODUCT ? 1.0f : kind == MAXIMUM ? -INFINITY : kind == MINIMUM ? INFINITY : 0.0f;
}

inline vec mapped(vec v, vec from, int kind, int p) {
  switch (kind) {
    case MAGNITUDES:
      return fabs(v);
    case SQUARES:
      return v * v;
    case POWERS:
      return pow(fabs(v), (vec)(float)p);
    case EXPONENTIALS:
      return exp(v - from);
    case DISTANCES:
      return (v - from) * (v - from);
    default:
      return v;
  }
}

// A NaN wins an extreme, and of equals the first.
inline vec merged(vec a, vec b, int kind) {
  switch (kind) {
    case PRODUCT:
      return a * b;
    case MAXIMUM:
      return ((b > a) | (b != b)) ? b : a;
    case MINIMUM:
      return ((b < a) | (b != b)) ? b : a;
    default:
      return a + b;
  }
}

inline vec finished(vec v, const Reduce s) {
  v = v / (vec)s.divisor;
  return s.root ? sqrt(v) : v;
}

// What n lanes from i on are measured from.
inline vec origin(__global const float* at, int o, int i, int n, int kind, const Reduce s) {
  if (kind != EXPONENTIALS && kind != DISTANCES) {
    return 0.0f;
  }
  float lanes[V];
  for (int k = 0; k < V; k++) {
    lanes[k] = k < n ? at[(size_t)o * s.width + (i + k) / s.each] : 0.0f;
  }
  const vec from = LOAD(0, lanes);
  return kind == EXPONENTIALS ? finite(from) : from;
}

// V neighbours of the inner axis, kept in lanes of their own. Four sums by turns hide the latency.
__attribute__((always_inline)) inline void columns(
    __global const float* x, __global const float* at, __global float* y, const Reduce s,
    const int kind) {
  const int i = block_start(get_global_id(0), s.inner);
  const int n = min(V, s.inner);
  const int part = get_global_id(1);
  const int o = get_global_id(2);
  const vec from = origin(at, o, i, n, kind, s);
  const int first = part * s.length;
  const int count = min(s.length, s.reduced - first);
  const __global float* source = x + s.xOffset + ((size_t)o * s.reduced + first) * s.xStride + i;
  vec sum[4];
#pragma unroll
  for (int k = 0; k < 4; k++) {
    sum[k] = neutral(kind);
  }
  int r = 0;
  for (; r + 4 <= count; r += 4) {
#pragma unroll
    for (int k = 0; k < 4; k++) {
      const vec v = load(source + (size_t)(r + k) * s.xStride, n);
      sum[k] = merged(sum[k], mapped(v, from, kind, s.p), kind);
    }
  }
  for (; r < count; r++) {
    sum[0] = merged(sum[0], mapped(load(source + (size_t)r * s.xStride, n), from, kind, s.p), kind);
  }
  const vec all = merged(merged(sum[0], sum[1], kind), merged(sum[2], sum[3], kind), kind);
  store(finished(all, s), y + ((size_t)o * s.parts + part) * s.inner + i, n);
}

// One output whose elements follow each other (inner = 1), by V lanes.
__attribute__((always_inline)) inline void row(
    __global const float* x, __global const float* at, __global float* y, const Reduce s,
    const int kind) {
  const int part = get_global_id(0);
  const int o = get_global_id(1);
  if (part >= s.parts) {
    return;
  }
  vec from = 0.0f;
  if (kind == EXPONENTIALS || kind == DISTANCES) {
    from = at[(size_t)o * s.width];
    from = kind == EXPONENTIALS ? finite(from) : from;
  }
  const int first = part * s.length;
  const int count = min(s.length, s.reduced - first);
  const __global float* source = x + s.xOffset + (size_t)o * s.xStride + first;
  vec sum = neutral(kind);
  int r = 0;
  for (; r + V <= count; r += V) {
    sum = merged(sum, mapped(LOAD(0, source + r), from, kind, s.p), kind);
  }
  float lanes[V];
  STORE(sum, 0, lanes);
  if (r < count) {
    float last[V];
    STORE(mapped(load_some(source + r, count - r), from, kind, s.p), 0, last);
    for (int k = 0; k < count - r; k++) {
      lanes[k] = merged((vec)lanes[k], (vec)last[k], kind).s0;
    }
  }
  vec all = lanes[0];
  for (int k = 1; k < V; k++) {
    all = merged(all, (vec)lanes[k], kind);
  }
  y[(size_t)o * s.parts + part] = finished(all, s).s0;
}

#define REDUCTION(name, kind)                                                        \
  __kernel void columns_##name(INPUT x, INPUT at, GLOBAL y, const Reduce s) {        \
    columns(x, at, y, s, kind);                                                      \
  }                                                                                  \
  __kernel void row_##name(INPUT x, INPUT at, GLOBAL y, const Reduce s) {            \
    row(x, at, y, s, kind);                                                          \
  }

REDUCTION(sum, SUM)
REDUCTION(magnitudes, MAGNITUDES)
REDUCTION(squares, SQUARES)
REDUCTION(powers, POWERS)
REDUCTION(product, PRODUCT)
REDUCTION(maximum, MAXIMUM)
REDUCTION(minimum, MINIMUM)
REDUCTION(exponentials, EXPONENTIALS)
REDUCTION(distances, DISTANCES)

// y = log(sum) + shift, or the p-th root where p > 0.
typedef struct {
  int count, shifted, p;
} Finish;

__kernel void finish(INPUT sum, INPUT shift, GLOBAL y, const Finish s) {
  const int i = get_global_id(0) * V;
  const int n = s.count - i;
  if (n <= 0) {
    return;
  }
  const vec v = load(sum + i, n);
  if (s.p > 0) {
    store(pow(v, (vec)(1.0f / s.p)), y + i, n);
  } else {
    store(s.shifted ? log(v) + finite(load(shift + i, n)) : log(v), y + i, n);
  }
}
