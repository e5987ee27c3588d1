// The members of a convolution that both of its kernels read, and where its pixels lie.
//
// Groups are what a range goes over besides panels: groups of channels, or products of a batch. A
// transposed convolution is one convolution per phase, whose results lie apart: those of output step
// `stepW` begin at `baseW`, and the dilation may be negative.
typedef struct {
  int inC, xStride, xOffset, xGroup;  // input channels of a group; floats to the next pixel, to the first, to the next group
  int inD, inH, inW;
  int outC, yStride, yOffset, yGroup;  // the same of the output
  int outD, outH, outW;
  int kernelD, kernelH, kernelW;
  int strideD, strideH, strideW;
  int dilationD, dilationH, dilationW;
  int padD, padH, padW;
  int pixels;                          // of all images
  int strip;                           // pixels of an item of `conv`, whole tiles
  int panels;                          // of a group
  int allPanels;                       // of all groups
  int bGroup;                          // floats of the bias to the next group
  int rStride, rOffset;                // of the residual; rStride 0: none
  int fullD, fullH, fullW;             // extents of y
  int stepD, stepH, stepW;
  int baseD, baseH, baseW;
  int pointwise;                       // pixel n of the outputs computed is made of pixel n of x alone
  int dense;                           // and is pixel n of y
  Activation f;
} Conv;

// A pixel of the outputs computed.
typedef struct {
  int image, d, h, w;
} Pixel;

// Written through a pointer: LLVM marks the inlined result of a function in a way that oclgrind 21.10
// does not know.
inline void locate(int number, Pixel* p, const Conv* s) {
  p->w = number % s->outW;
  number /= s->outW;
  p->h = number % s->outH;
  number /= s->outH;
  p->d = number % s->outD;
  p->image = number / s->outD;
}

// To the one that follows: divisions cost more than a small kernel's products.
inline void advance(Pixel* p, const Conv* s) {
  if (++p->w == s->outW) {
    p->w = 0;
    if (++p->h == s->outH) {
      p->h = 0;
      if (++p->d == s->outD) {
        p->d = 0;
        p->image++;
      }
    }
  }
}

// The first plane, row and column of a pixel's window, and the planes before its image.
typedef struct {
  int image, d, h, w;
} Corner;

inline Corner corner(const Pixel* p, const Conv* s) {
  Corner at;
  at.w = p->w * s->strideW - s->padW;
  at.h = p->h * s->strideH - s->padH;
  at.d = p->d * s->strideD - s->padD;
  at.image = p->image * s->inD;
  return at;
}

// The input of a tap, a run of zeros where it lies outside.
inline const __global float* tap(Corner at, int kd, int kh, int kw, const __global float* x,
    const __global float* zeros, const Conv* s) {
  const int d = at.d + kd * s->dilationD;
  const int h = at.h + kh * s->dilationH;
  const int w = at.w + kw * s->dilationW;
  const int inside = d >= 0 && d < s->inD && h >= 0 && h < s->inH && w >= 0 && w < s->inW;
  return inside ? x + (((size_t)(at.image + d) * s->inH + h) * s->inW + w) * s->xStride : zeros;
}

// The pixel of y that holds the result of a pixel.
inline size_t target(const Pixel* p, const Conv* s) {
  const int w = p->w * s->stepW + s->baseW;
  const int h = p->h * s->stepH + s->baseH;
  const int d = p->d * s->stepD + s->baseD;
  return (((size_t)p->image * s->fullD + d) * s->fullH + h) * s->fullW + w;
}

// Bias, residual and activation of n outputs from o on of a group, then the store.
inline void finish(vec sum, size_t pixel, int group, int o, int n, const __global float* bias,
    const __global float* residual, __global float* y, const Conv* s) {
  vec value = sum + load(bias + group * s->bGroup + o, n);
  const size_t within = (size_t)group * s->yGroup + o;
  if (s->rStride > 0) {
    value += load(residual + s->rOffset + pixel * s->rStride + within, n);
  }
  store(activated(value, s->f), y + s->yOffset + pixel * s->yStride + within, n);
}
