// What all programs share. V, the floats of a vector, comes from the compiler's options: 4, 8 or 16.
#pragma OPENCL FP_CONTRACT OFF

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

typedef JOIN(float, V) vec;
typedef JOIN(int, V) ivec;
#define LOAD JOIN(vload, V)
#define STORE JOIN(vstore, V)
#define AS_VEC JOIN(as_float, V)
#define AS_IVEC JOIN(as_int, V)
#define GLOBAL __global float* restrict
#define INPUT __global const float* restrict

// The first n < V floats, zeros behind them.
inline vec load_some(__global const float* from, int n) {
  float lanes[V];
  for (int i = 0; i < V; i++) {
    lanes[i] = i < n ? from[i] : 0.0f;
  }
  return LOAD(0, lanes);
}

inline vec load(__global const float* from, int n) {
  return n >= V ? LOAD(0, from) : load_some(from, n);
}

// The first n lanes.
inline void store(vec value, __global float* to, int n) {
  if (n >= V) {
    STORE(value, 0, to);
    return;
  }
  float lanes[V];
  STORE(value, 0, lanes);
  for (int i = 0; i < n; i++) {
    to[i] = lanes[i];
  }
}

// Where a block of V channels begins. The last of several ends with the last channel, so that it is
// whole; it computes again what the one before it has, to the same bits.
inline int block_start(int block, int channels) {
  return channels < V ? 0 : min(block * V, channels - V);
}
