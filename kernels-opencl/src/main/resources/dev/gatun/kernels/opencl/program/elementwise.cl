// Functions of one and of two elements. A work item computes one vector along the innermost axis.

// One lane after the other: PoCL 3.1 reduces the arguments of a whole vector as the largest one
// wants it, and gives wrong sines of small ones beside.
#define EACH(f)                   \
  {                               \
    float lanes[V];               \
    STORE(v, 0, lanes);           \
    for (int i = 0; i < V; i++) { \
      lanes[i] = f(lanes[i]);     \
    }                             \
    return LOAD(0, lanes);        \
  }

// Functions of one element: 0 none, then as the kinds of dev.gatun.op.Unary.
inline vec function(vec v, int kind) {
  switch (kind) {
    case 1:
      return fabs(v);
    case 2:
      return -v;
    case 3:
      return exp(v);
    case 4:
      return log(v);
    case 5:
      return sqrt(v);
    case 6:
      return 1.0f / v;
    case 7:
      return floor(v);
    case 8:
      return ceil(v);
    case 9:
      return rint(v);
    case 10:
      return v > 0.0f ? (vec)1.0f : v < 0.0f ? (vec)-1.0f : v;
    case 11:
      return erf(v);
    case 12:
      EACH(sin)
    case 13:
      EACH(cos)
    case 14:
      EACH(tan)
    case 15:
      return asin(v);
    case 16:
      return acos(v);
    case 17:
      return atan(v);
    case 18:
      return sinh(v);
    case 19:
      return cosh(v);
    case 20:
      return asinh(v);
    case 21:
      return acosh(v);
    case 22:
      return atanh(v);
    default:
      return v;
  }
}

typedef struct {
  Nest nest;
  Strides operand[2];  // x, y
  int kind;
  Activation f;
} Unary;

// y = f(g(x)), from any order into any other.
__kernel void unary(INPUT x, GLOBAL y, const Unary s) {
  const int item = get_global_id(0);
  if (item >= s.nest.items) {
    return;
  }
  int at[2];
  place(item, &s.nest, s.operand, 2, at);
  const int n = s.nest.extent[0] - column(item, &s.nest);
  const vec v = gather(x + at[0], s.operand[0].stride[0], n);
  scatter(activate(function(v, s.kind), s.f), y + at[1], s.operand[1].stride[0], n);
}

// Functions of two elements, as the kinds of dev.gatun.op.Binary. NaN stays NaN, −0 is less than 0.
inline vec combine(vec a, vec b, int kind) {
  switch (kind) {
    case 0:
      return a + b;
    case 1:
      return a - b;
    case 2:
      return a * b;
    case 3:
      return a / b;
    case 4: {
      const vec undefined = (vec)NAN; // of 1 too, unlike C
      const ivec isUndefined = b != b || (fabs(a) == 1.0f && fabs(b) == INFINITY);
      return isUndefined ? undefined : pow(a, b);
    }
    case 5: {
      const vec equal = AS_VEC(AS_IVEC(a) | AS_IVEC(b)); // of zeros the one with a sign
      return a != a ? a : a < b ? a : a == b ? equal : b;
    }
    case 6: {
      const vec equal = AS_VEC(AS_IVEC(a) & AS_IVEC(b));
      return a != a ? a : a > b ? a : a == b ? equal : b;
    }
    case 7: {
      const vec r = fmod(a, b);
      return r != 0.0f && (r < 0.0f) != (b < 0.0f) ? r + b : r;
    }
    case 8:
      return fmod(a, b);
    default: // PRELU
      return a < 0.0f ? a * b : a;
  }
}

typedef struct {
  Nest nest;
  Strides operand[3];  // a, b, y
  int kind;
  Activation f;
} Binary;

// y = f(a ∘ b), with a stride of 0 where an operand is broadcast.
__kernel void binary(INPUT a, INPUT b, GLOBAL y, const Binary s) {
  const int item = get_global_id(0);
  if (item >= s.nest.items) {
    return;
  }
  int at[3];
  place(item, &s.nest, s.operand, 3, at);
  const int n = s.nest.extent[0] - column(item, &s.nest);
  const vec v = gather(a + at[0], s.operand[0].stride[0], n);
  const vec w = gather(b + at[1], s.operand[1].stride[0], n);
  scatter(activate(combine(v, w, s.kind), s.f), y + at[2], s.operand[2].stride[0], n);
}
