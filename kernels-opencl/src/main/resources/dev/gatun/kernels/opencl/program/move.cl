// Elements from one order into another, bit by bit. A work item writes one vector along the
// innermost axis.
typedef struct {
  int items;          // vectors of all rows
  int rank;
  int extent[AXES];
  Strides x, y;
} Copy;

__kernel void copy(INPUT x, GLOBAL y, const Copy s) {
  const int item = get_global_id(0);
  if (item >= s.items) {
    return;
  }
  const int c = column(item, s.extent[0]);
  int rest = row(item, s.extent[0]);
  int from = s.x.offset + c * s.x.stride[0];
  int to = s.y.offset + c * s.y.stride[0];
  for (int k = 1; k < s.rank; k++) {
    const int i = rest % s.extent[k];
    rest /= s.extent[k];
    from += i * s.x.stride[k];
    to += i * s.y.stride[k];
  }
  const int n = s.extent[0] - c;
  scatter(gather(x + from, s.x.stride[0], n), y + to, s.y.stride[0], n);
}

typedef struct {
  int items;
  int rank;
  int extent[AXES];
  Strides x, y;
  int table[AXES];    // an axis' first entry in the tables, −1: it has none
} Pick;

// y[i, j, …] = x[table(i), table(j), …], and `outside` where a table says −1.
__kernel void pick(INPUT x, INPUT outside, __global const int* restrict tables, GLOBAL y, const Pick s) {
  const int item = get_global_id(0);
  if (item >= s.items) {
    return;
  }
  const int c = column(item, s.extent[0]);
  int rest = row(item, s.extent[0]);
  int from = s.x.offset;
  int to = s.y.offset + c * s.y.stride[0];
  int inside = 1;
  for (int k = 1; k < s.rank; k++) {
    const int i = rest % s.extent[k];
    rest /= s.extent[k];
    const int chosen = s.table[k] < 0 ? i : tables[s.table[k] + i];
    inside &= chosen >= 0;
    from += chosen * s.x.stride[k];
    to += i * s.y.stride[k];
  }
  const int n = s.extent[0] - c;
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
