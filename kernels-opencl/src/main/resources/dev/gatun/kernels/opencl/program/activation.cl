// Activations, numbered as the kinds of dev.gatun.op.Activation. NaN in, NaN out: comparisons that
// NaN fails keep it.
typedef struct {
  int kind;
  float a;
  float b;
} Activation;

// v·gate; the limit 0 for v → −∞ where the gate has vanished.
inline vec gated(vec v, vec gate) {
  return gate == 0.0f && v == v ? (vec)0.0f : v * gate;
}

// max(v, 0) + ln(1 + e^−|v|), which does not overflow.
inline vec softplus(vec v) {
  return (v > 0.0f ? v : (vec)0.0f) + log1p(exp(-fabs(v)));
}

inline vec activate(vec v, Activation f) {
  const vec zero = 0.0f;
  const vec one = 1.0f;
  switch (f.kind) {
    case 0:
      return v;
    case 1:
      return v < zero ? zero : v;
    case 2:
      v = v < (vec)f.a ? (vec)f.a : v;
      return v > (vec)f.b ? (vec)f.b : v;
    case 3:
      return v < zero ? f.a * v : v;
    case 4:
      return v < zero ? f.a * expm1(v) : v;
    case 5:
      return v > zero ? f.b * v : f.b * (f.a * expm1(v));
    case 6:
      return v < zero ? f.a * expm1(v / f.a) : v;
    case 7:
      return one / (one + exp(-v));
    case 8:
      return tanh(v);
    case 9:
      v = fma((vec)f.a, v, (vec)f.b);
      v = v < zero ? zero : v;
      return v > one ? one : v;
    case 10: {
      vec gate = v / 6.0f + 0.5f;
      gate = gate < zero ? zero : gate;
      return gated(v, gate > one ? one : gate);
    }
    case 11:
      return softplus(v);
    case 12: // of an infinity the limit
      return fabs(v) == INFINITY ? (v > zero ? one : -one) : v / (one + fabs(v));
    case 13:
      return gated(v, tanh(softplus(v)));
    case 14:
      return gated(v, 0.5f * (one + erf(v * 0.70710678118654752f)));
    case 15: // ½·(1 + tanh u) = 1/(1 + e^−2u), which vanishes where it should
      return gated(v, one / (one + exp(-1.59576912160573071f * (v + 0.044715f * v * v * v))));
    case 16:
      return gated(v, one / (one + exp(-f.a * v)));
    case 17:
      return v <= (vec)f.a ? zero : v;
    case 18: {
      const vec kept = v != v ? v : zero;
      return v < (vec)-f.a ? v + f.b : v > (vec)f.a ? v - f.b : kept;
    }
    default:
      return v;
  }
}

// The kinds that are two limits: none, ReLU, Clip.
inline int is_clip(Activation f) {
  return f.kind <= 2;
}

// One of them without a branch.
inline vec clipped(vec v, Activation f) {
  const float least = f.kind == 2 ? f.a : f.kind == 1 ? 0.0f : -INFINITY;
  const float most = f.kind == 2 ? f.b : INFINITY;
  v = v < (vec)least ? (vec)least : v;
  return v > (vec)most ? (vec)most : v;
}

// Any. The commonest without a call, which would save all sums of a tile.
inline vec activated(vec v, Activation f) {
  return is_clip(f) ? clipped(v, f) : activate(v, f);
}
