// Elements that lie apart. Loops over elements are numbered from the innermost, which runs along the
// result's smallest stride; axes that every operand crosses in one stride were joined before.
#define AXES 8

typedef struct {
  int items;         // vectors of all rows
  int rank;
  int extent[AXES];
} Nest;

typedef struct {
  int offset;        // floats to the first element
  int stride[AXES];  // floats from element to element: 0 where an axis repeats, negative backwards
} Strides;

// Of vector number `item`: its first element in its row, and its row.
inline int column(int item, const Nest* nest) {
  return item % ((nest->extent[0] + V - 1) / V) * V;
}

inline int row(int item, const Nest* nest) {
  return item / ((nest->extent[0] + V - 1) / V);
}

// Where vector number `item` begins in each of `count` operands.
inline void place(int item, const Nest* nest, const Strides* operand, int count, int* at) {
  const int first = column(item, nest);
  for (int i = 0; i < count; i++) {
    at[i] = operand[i].offset + first * operand[i].stride[0];
  }
  int rest = row(item, nest);
  for (int k = 1; k < nest->rank; k++) {
    const int index = rest % nest->extent[k];
    rest /= nest->extent[k];
    for (int i = 0; i < count; i++) {
      at[i] += index * operand[i].stride[k];
    }
  }
}

// n ≤ V elements, `stride` apart.
inline vec gather(const __global float* from, int stride, int n) {
  if (stride == 1) {
    return load(from, n);
  }
  if (stride == 0) {
    return *from;
  }
  float lanes[V];
  for (int i = 0; i < V; i++) {
    lanes[i] = i < n ? from[i * stride] : 0.0f;
  }
  return LOAD(0, lanes);
}

inline void scatter(vec value, __global float* to, int stride, int n) {
  if (stride == 1) {
    store(value, to, n);
    return;
  }
  float lanes[V];
  STORE(value, 0, lanes);
  for (int i = 0; i < V && i < n; i++) {
    to[i * stride] = lanes[i];
  }
}
