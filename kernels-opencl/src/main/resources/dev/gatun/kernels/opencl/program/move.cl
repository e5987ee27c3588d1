// Elements from one order into another, bit by bit. A work item writes one vector along the
// innermost axis.
typedef struct {
  Nest nest;
  Strides operand[2];  // x, y
} Copy;

__kernel void copy(INPUT x, GLOBAL y, const Copy s) {
  const int item = get_global_id(0);
  if (item >= s.nest.items) {
    return;
  }
  int at[2];
  place(item, &s.nest, s.operand, 2, at);
  const int n = s.nest.extent[0] - column(item, &s.nest);
  scatter(gather(x + at[0], s.operand[0].stride[0], n), y + at[1], s.operand[1].stride[0], n);
}

typedef struct {
  Nest nest;
  Strides x, y;
  int table[AXES];    // an axis' first entry in the tables, −1: it has none
} Pick;

// y[i, j, …] = x[table(i), table(j), …], and `outside` where a table says −1.
__kernel void pick(INPUT x, INPUT outside, __global const int* restrict tables, GLOBAL y, const Pick s) {
  const int item = get_global_id(0);
  if (item >= s.nest.items) {
    return;
  }
  const int c = column(item, &s.nest);
  int rest = row(item, &s.nest);
  int from = s.x.offset;
  int to = s.y.offset + c * s.y.stride[0];
  int inside = 1;
  for (int k = 1; k < s.nest.rank; k++) {
    const int i = rest % s.nest.extent[k];
    rest /= s.nest.extent[k];
    const int chosen = s.table[k] < 0 ? i : tables[s.table[k] + i];
    inside &= chosen >= 0;
    from += chosen * s.x.stride[k];
    to += i * s.y.stride[k];
  }
  const int n = s.nest.extent[0] - c;
  vec v = *outside;
  if (inside && s.table[0] < 0) {
    v = gather(x + from + c * s.x.stride[0], s.x.stride[0], n);
  } else if (inside) {
    float lanes[V];
    for (int i = 0; i < V; i++) {
      const int chosen = i < n ? tables[s.table[0] + c + i] : -1;
      lanes[i] = chosen < 0 ? *outside : x[from + chosen * s.x.stride[0]];
    }
    v = LOAD(0, lanes);
  }
  scatter(v, y + to, s.y.stride[0], n);
}
