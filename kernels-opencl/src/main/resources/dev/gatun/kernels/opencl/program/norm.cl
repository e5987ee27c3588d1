// Normalisations. y = scale · (x − mean) / √(variance + epsilon) + shift, mean and variance given:
// per channel, or per image and group of channels.
typedef struct {
  int pixels;              // of an image
  int channels;
  int xStride, xOffset;    // floats to the next pixel, to the first
  int yStride, yOffset;
  int length;              // pixels of a work item
  int moments;             // of an image; 0: all images have the same
  int each;                // channels with the same mean and variance
  int eachScale;           // channels with the same scale and shift
  float epsilon;
} Normalise;

// Element c / each of n channels from c on.
inline vec spread(INPUT from, int c, int n, int each) {
  if (each == 1) {
    return load(from + c, n);
  }
  float lanes[V];
  for (int k = 0; k < V; k++) {
    lanes[k] = k < n ? from[(c + k) / each] : 0.0f;
  }
  return LOAD(0, lanes);
}

// V channels of some pixels, channels-last.
__kernel void normalise(
    INPUT x, INPUT mean, INPUT variance, INPUT scale, INPUT shift, GLOBAL y, const Normalise s) {
  const int c = block_start(get_global_id(0), s.channels);
  const int n = min(V, s.channels);
  const int first = get_global_id(1) * s.length;
  const int image = get_global_id(2);
  const vec m = spread(mean + (size_t)image * s.moments, c, n, s.each);
  const vec v = spread(variance + (size_t)image * s.moments, c, n, s.each);
  const vec factor = spread(scale, c, n, s.eachScale) / sqrt(v + s.epsilon);
  const vec b = spread(shift, c, n, s.eachScale);
  const int last = min(first + s.length, s.pixels);
  for (int p = first; p < last; p++) {
    const size_t at = (size_t)image * s.pixels + p;
    const vec value = load(x + s.xOffset + at * s.xStride + c, n) - m;
    store(fma(value, factor, b), y + s.yOffset + at * s.yStride + c, n);
  }
}

// Layer normalisation: a row of elements that follow each other per work item, its mean first, then
// the squares of distances from it.
typedef struct {
  int rows, length;
  float epsilon;
} Layer;

inline float fold(vec v) {
  float lanes[V];
  STORE(v, 0, lanes);
  float sum = lanes[0];
  for (int k = 1; k < V; k++) {
    sum += lanes[k];
  }
  return sum;
}

__kernel void normalise_row(INPUT x, INPUT scale, INPUT shift, GLOBAL y, const Layer s) {
  const int row = get_global_id(0);
  if (row >= s.rows) {
    return;
  }
  const __global float* from = x + (size_t)row * s.length;
  __global float* to = y + (size_t)row * s.length;
  const int whole = s.length / V * V;
  const int left = s.length - whole;

  vec sums = 0.0f;
  for (int i = 0; i < whole; i += V) {
    sums += LOAD(0, from + i);
  }
  if (left > 0) {
    sums += load_some(from + whole, left);
  }
  const float mean = fold(sums) / s.length;

  vec squares = 0.0f;
  for (int i = 0; i < whole; i += V) {
    const vec d = LOAD(0, from + i) - mean;
    squares = fma(d, d, squares);
  }
  float square = 0.0f;
  for (int i = whole; i < s.length; i++) {
    const float d = from[i] - mean;
    square = fma(d, d, square);
  }
  const vec deviation = sqrt((fold(squares) + square) / s.length + s.epsilon);

  for (int i = 0; i < s.length; i += V) {
    const int n = s.length - i;
    const vec factor = load(scale + i, n) / deviation;
    store(fma(load(from + i, n) - mean, factor, load(shift + i, n)), to + i, n);
  }
}

// y = x / norm along the middle axis of [outer][length][inner], 0 where the norm is 0.
typedef struct {
  int length, inner;
} Divide;

__kernel void divide(INPUT x, INPUT norm, GLOBAL y, const Divide s) {
  const int i = get_global_id(0) * V;
  const int n = s.inner - i;
  if (n <= 0) {
    return;
  }
  const size_t o = get_global_id(1);
  const vec by = load(norm + o * s.inner + i, n);
  const size_t first = o * s.length * s.inner + i;
  for (int r = 0; r < s.length; r++) {
    const size_t at = first + (size_t)r * s.inner;
    store(by == 0.0f ? (vec)0.0f : load(x + at, n) / by, y + at, n);
  }
}

__kernel void divide_row(INPUT x, INPUT norm, GLOBAL y, const Divide s) {
  const int i = get_global_id(0) * V;
  const int n = s.length - i;
  if (n <= 0) {
    return;
  }
  const size_t o = get_global_id(1);
  const vec by = norm[o];
  const size_t at = o * s.length + i;
  store(by == 0.0f ? (vec)0.0f : load(x + at, n) / by, y + at, n);
}

// Local response normalisation: y[c] = x[c] / (bias + alpha / size · Σ x[c′]²)^beta over c′ from
// c − before to c + after, inside the pixel. A work item computes V channels of some pixels.
typedef struct {
  int pixels, channels;
  int xStride, xOffset;
  int yStride, yOffset;
  int length;
  int before, after;
  float factor, beta, bias;  // factor: alpha / size
} Response;

__kernel void response(INPUT x, GLOBAL y, const Response s) {
  const int c = block_start(get_global_id(0), s.channels);
  const int n = min(V, s.channels);
  const int first = get_global_id(1) * s.length;
  const int last = min(first + s.length, s.pixels);
  const int inside = c >= s.before && c + V + s.after <= s.channels;
  for (int p = first; p < last; p++) {
    const __global float* from = x + s.xOffset + (size_t)p * s.xStride;
    vec sum = 0.0f;
    if (inside) {
      for (int j = -s.before; j <= s.after; j++) {
        const vec v = LOAD(0, from + c + j);
        sum = fma(v, v, sum);
      }
    } else {
      float lanes[V];
      for (int k = 0; k < V; k++) {
        lanes[k] = 0.0f;
        for (int j = max(0, c + k - s.before); j <= min(s.channels - 1, c + k + s.after); j++) {
          lanes[k] = fma(from[j], from[j], lanes[k]);
        }
      }
      sum = LOAD(0, lanes);
    }
    const vec base = fma((vec)s.factor, sum, (vec)s.bias);
    const vec root = sqrt(base);
    const vec power = s.beta == 0.75f ? root * sqrt(root) : s.beta == 0.5f ? root : pow(base, (vec)s.beta);
    store(load(from + c, n) / power, y + s.yOffset + (size_t)p * s.yStride + c, n);
  }
}
