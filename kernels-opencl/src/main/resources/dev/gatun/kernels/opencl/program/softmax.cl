// Distributions over the middle axis of [outer][set][inner]:
//
//   y = e^(x − max) / Σ e^(x − max), or its logarithm x − max − log Σ e^(x − max)
//
// A NaN in a set makes all of it NaN.
typedef struct {
  int outer, set, inner;
  int xStride, xOffset;  // floats from one to the next of the set, or from row to row (inner = 1)
  int yStride, yOffset;
} Softmax;

inline vec larger(vec a, vec b) {
  return ((b > a) | (b != b)) ? b : a;
}

inline float fold_sum(vec v) {
  float lanes[V];
  STORE(v, 0, lanes);
  float sum = lanes[0];
  for (int k = 1; k < V; k++) {
    sum += lanes[k];
  }
  return sum;
}

inline float fold_max(vec v) {
  float lanes[V];
  STORE(v, 0, lanes);
  vec max = lanes[0];
  for (int k = 1; k < V; k++) {
    max = larger(max, (vec)lanes[k]);
  }
  return max.s0;
}

// The first n lanes, `other` behind them.
inline vec keep(vec v, int n, float other) {
  float lanes[V];
  STORE(v, 0, lanes);
  for (int k = n; k < V; k++) {
    lanes[k] = other;
  }
  return LOAD(0, lanes);
}

// A row per work item: its elements follow each other. Exponentials wait in y for their sum.
__attribute__((always_inline)) inline void row(INPUT x, GLOBAL y, const Softmax s, const int logarithm) {
  const int o = get_global_id(0);
  if (o >= s.outer) {
    return;
  }
  const __global float* from = x + s.xOffset + (size_t)o * s.xStride;
  __global float* to = y + s.yOffset + (size_t)o * s.yStride;
  const int whole = s.set / V * V;
  const int left = s.set - whole;

  vec most = -INFINITY;
  for (int i = 0; i < whole; i += V) {
    most = larger(most, LOAD(0, from + i));
  }
  if (left > 0) {
    most = larger(most, keep(load_some(from + whole, left), left, -INFINITY));
  }
  const vec max = fold_max(most);

  vec sums = 0.0f;
  for (int i = 0; i < whole; i += V) {
    const vec e = exp(LOAD(0, from + i) - max);
    sums += e;
    if (!logarithm) {
      STORE(e, 0, to + i);
    }
  }
  if (left > 0) {
    const vec e = exp(load_some(from + whole, left) - max);
    sums += keep(e, left, 0.0f);
    if (!logarithm) {
      store(e, to + whole, left);
    }
  }
  const vec sum = fold_sum(sums);

  const vec l = logarithm ? log(sum) : (vec)0.0f;
  for (int i = 0; i < s.set; i += V) {
    const int n = s.set - i;
    store(logarithm ? load(from + i, n) - max - l : load(to + i, n) / sum, to + i, n);
  }
}

// V neighbours of the inner axis per work item.
__attribute__((always_inline)) inline void columns(INPUT x, GLOBAL y, const Softmax s, const int logarithm) {
  const int i = get_global_id(0) * V;
  const int n = s.inner - i;
  if (n <= 0) {
    return;
  }
  const size_t o = get_global_id(1);
  const __global float* from = x + s.xOffset + o * s.set * s.xStride + i;
  __global float* to = y + s.yOffset + o * s.set * s.yStride + i;

  vec max = -INFINITY;
  for (int r = 0; r < s.set; r++) {
    max = larger(max, load(from + (size_t)r * s.xStride, n));
  }
  vec sum = 0.0f;
  for (int r = 0; r < s.set; r++) {
    const vec e = exp(load(from + (size_t)r * s.xStride, n) - max);
    sum += e;
    if (!logarithm) {
      store(e, to + (size_t)r * s.yStride, n);
    }
  }
  const vec l = logarithm ? log(sum) : (vec)0.0f;
  for (int r = 0; r < s.set; r++) {
    __global float* at = to + (size_t)r * s.yStride;
    store(logarithm ? load(from + (size_t)r * s.xStride, n) - max - l : load(at, n) / sum, at, n);
  }
}

__kernel void softmax_row(INPUT x, GLOBAL y, const Softmax s) {
  row(x, y, s, 0);
}

__kernel void log_softmax_row(INPUT x, GLOBAL y, const Softmax s) {
  row(x, y, s, 1);
}

__kernel void softmax_columns(INPUT x, GLOBAL y, const Softmax s) {
  columns(x, y, s, 0);
}

__kernel void log_softmax_columns(INPUT x, GLOBAL y, const Softmax s) {
  columns(x, y, s, 1);
}
