// Weights as convolutions read them: [group][panel][tap][input][WIDTH], zeros behind the last output.
// One work item writes one float.
typedef struct {
  int groups, outC, inC, width;           // of a group; WIDTH outputs of a panel
  int panels;
  int countD, countH, countW;             // taps taken
  int firstD, firstH, firstW;             // the first of them
  int stepD, stepH, stepW;                // and from one to the next
  int kernelH, kernelW;
  int groupStride, outStride, inStride;   // floats of the source; taps follow each other by tapStride
  int tapStride;
  float factor;
} Pack;

__kernel void pack(INPUT w, GLOBAL packed, const Pack s) {
  const int lane = get_global_id(0) % s.width;
  const int c = get_global_id(0) / s.width;
  const int taps = s.countD * s.countH * s.countW;
  const int tap = get_global_id(1);
  const int panel = get_global_id(2) % s.panels;
  const int group = get_global_id(2) / s.panels;
  if (c >= s.inC) {
    return;
  }
  const int kd = s.firstD + tap / (s.countH * s.countW) * s.stepD;
  const int kh = s.firstH + tap / s.countW % s.countH * s.stepH;
  const int kw = s.firstW + tap % s.countW * s.stepW;
  const int o = panel * s.width + lane;
  const size_t from = (size_t)group * s.groupStride + (size_t)o * s.outStride + (size_t)c * s.inStride
      + (size_t)((kd * s.kernelH + kh) * s.kernelW + kw) * s.tapStride;
  const size_t to = (((size_t)get_global_id(2) * taps + tap) * s.inC + c) * s.width + lane;
  packed[to] = o < s.outC ? s.factor * w[from] : 0.0f;
}
