// Resampling along up to three axes:
//
//   y[i, j, k, …] = Σ_a Σ_b Σ_c wa·wb·wc · x[ia, jb, kc, …]
//
// The taps of output o of an axis are entries table + o·taps … of `index` and `weight`. A weight of
// 0 takes no part, whatever the element; a first index of −1 gives `outside`. Where fewer axes are
// resampled the others have one tap: entry 0, which is index 0 with weight 1.
// A work item computes one vector along the innermost axis.
typedef struct {
  int loop;           // the axis' number, −1: none
  int taps;
  int table;
} Taps;

typedef struct {
  Nest nest;
  Strides x, y;
  Taps a, b, c;       // outwards: only the first may be the innermost
  float outside;
} Resample;

// Floats between neighbours along a resampled axis.
inline int step(const Taps* t, const Strides* x) {
  return t->loop < 0 ? 0 : x->stride[t->loop];
}

// The sum for outputs i, j, k of the resampled axes; ELEMENT is a vector or a float, FETCH reads one.
#define DEFINE_SUM(ELEMENT, name, FETCH)                                                     \
  inline ELEMENT name(const __global float* from, int stride, int n,                         \
                      __global const int* index, const __global float* weight,               \
                      const Resample* s, int i, int j, int k) {                              \
    const int ia = s->a.table + i * s->a.taps;                                               \
    const int jb = s->b.table + j * s->b.taps;                                               \
    const int kc = s->c.table + k * s->c.taps;                                               \
    ELEMENT sum = 0.0f;                                                                      \
    if (index[ia] < 0 || index[jb] < 0 || index[kc] < 0) {                                   \
      return sum + s->outside;                                                               \
    }                                                                                        \
    for (int a = ia; a < ia + s->a.taps; a++) {                                              \
      for (int b = jb; b < jb + s->b.taps; b++) {                                            \
        const float w = weight[a] * weight[b];                                               \
        for (int c = kc; w != 0.0f && c < kc + s->c.taps; c++) {                             \
          if (weight[c] != 0.0f) {                                                           \
            const __global float* at = from + index[a] * step(&s->a, &s->x)                  \
                + index[b] * step(&s->b, &s->x) + index[c] * step(&s->c, &s->x);             \
            sum = fma((ELEMENT)(w * weight[c]), FETCH, sum);                                 \
          }                                                                                  \
        }                                                                                    \
      }                                                                                      \
    }                                                                                        \
    return sum;                                                                              \
  }

DEFINE_SUM(vec, sum_vector, gather(at, stride, n))
DEFINE_SUM(float, sum_element, *at)

__kernel void resample(INPUT x, __global const int* restrict index, INPUT weight, GLOBAL y, const Resample s) {
  const int item = get_global_id(0);
  if (item >= s.nest.items) {
    return;
  }
  const int first = column(item, &s.nest);
  int rest = row(item, &s.nest);
  int from = s.x.offset;
  int to = s.y.offset + first * s.y.stride[0];
  int i = 0, j = 0, k = 0;
  for (int loop = 1; loop < s.nest.rank; loop++) {
    const int o = rest % s.nest.extent[loop];
    rest /= s.nest.extent[loop];
    to += o * s.y.stride[loop];
    if (loop == s.a.loop) {
      i = o;
    } else if (loop == s.b.loop) {
      j = o;
    } else if (loop == s.c.loop) {
      k = o;
    } else {
      from += o * s.x.stride[loop];
    }
  }
  const int n = s.nest.extent[0] - first;
  vec v;
  if (s.a.loop != 0) {
    v = sum_vector(x + from + first * s.x.stride[0], s.x.stride[0], n, index, weight, &s, i, j, k);
  } else {
    float lanes[V];
    for (int lane = 0; lane < V; lane++) {
      const int o = first + min(lane, n - 1);
      lanes[lane] = sum_element(x + from, 0, 1, index, weight, &s, o, j, k);
    }
    v = LOAD(0, lanes);
  }
  scatter(v, y + to, s.y.stride[0], n);
}
