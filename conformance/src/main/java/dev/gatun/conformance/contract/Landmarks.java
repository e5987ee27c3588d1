package dev.gatun.conformance.contract;

import java.util.Arrays;
import java.util.List;

/// Problems that every implementation must try, whatever the generators draw: shapes from real
/// networks, where blocking and tails meet, and sums, rows and images longer than the blocks that
/// kernels cut them into.
final class Landmarks {
  static final List<Problem> CONVOLUTION =
      parse(
          "conv n1 ic3 oc32 iw56 ih56 kw3 kh3 sw2 sh2 pw1 ph1 bias relu",
          "conv n1 ic64 oc24 iw14 ih14 kw1 kh1 bias",
          "conv g2 n1 ic16 oc48 iw13 ih13 kw5 kh5 pw2 ph2 bias relu",
          "conv n2 ic33 oc65 iw7 ih7 kw3 kh3 pw1 ph1 bias residual relu",
          "conv n1 ic3 oc16 iw28 ih28 kw7 kh7 sw2 sh2 pw3 ph3 bias clip",
          "conv n1 ic130 oc70 iw5 ih5 kw3 kh3 pw2 ph2 dw2 dh2 bias hard_swish",
          "conv n1 ic8 oc8 iw97 kw9 dw3 pw12 bias",
          "conv n1 ic600 oc17 iw3 ih3 kw3 kh3 pw1 ph1");
  static final List<Problem> DEPTHWISE =
      parse(
          "conv g70 n1 ic70 oc70 iw57 ih29 kw3 kh3 sw2 sh2 pw1 ph1 bias relu",
          "conv g33 n2 ic33 oc33 iw28 ih28 kw5 kh5 pw2 ph2 bias clip");
  static final List<Problem> TRANSPOSED =
      parse("convtranspose n1 ic70 oc33 iw13 ih9 kw4 kh4 sw2 sh2 pw1 ph1 bias relu");
  static final List<Problem> POOL =
      parse(
          "pool n1 ic70 iw57 ih29 kw3 kh3 sw2 sh2 pw1 ph1 max",
          "pool n1 ic70 iw29 ih29 kw3 kh3 pw1 ph1 average",
          "globalpool n2 ic70 iw57 ih29 average");
  static final List<Problem> BATCH_NORM = parse("batchnorm n2 ic70 iw57 ih29");
  static final List<Problem> NORM =
      parse(
          "layernorm n2 ic3 ih17 iw1031 axis3",
          "instancenorm n1 ic17 ih67 iw131 offset",
          "lrn n1 ic130 ih7 iw9 size5");
  static final List<Problem> PRODUCT =
      parse(
          "gemm m130 k600 n70 biasn relu",
          "gemm m1 k2100 n33 tb",
          "gemm m257 k5 n1100 ta",
          "matmul b3 m67 k300 n130");
  static final List<Problem> SOFTMAX =
      parse("softmax n1 ic3 ih17 iw1031 axis3", "softmax n1 ic1031 ih3 iw17 axis1 log");
  static final List<Problem> ELEMENTWISE =
      parse("binary n2 ic17 ih67 iw131 add onen onec", "activate n2 ic17 ih67 iw131 gelu");
  static final List<Problem> REDUCTION =
      parse("reduce n1 ic3 ih67 iw1031 axes32 sum", "argmax n1 ic3 ih17 iw1031 axis3");
  static final List<Problem> RESAMPLING =
      parse(
          "resize n1 ic17 ih33 iw31 oh66 ow62 linear half_pixel",
          "resize n1 ic65 ih28 iw28 oh56 ow56 nearest asymmetric floor");
  static final List<Problem> MOVEMENT =
      parse(
          "transpose n1 ic67 ih33 iw131 perm231",
          "concat n1 ic65 ih17 iw31 axis1 parts4",
          "split n1 ic65 ih17 iw31 axis1 parts4");
  static final List<Problem> INTEGERS =
      parse(
          "matmulinteger m67 k600 n130 xsigned wsigned",
          "convinteger n1 ic130 oc70 iw5 ih5 kw3 kh3 pw1 ph1 wsigned");

  private Landmarks() {}

  private static List<Problem> parse(String... lines) {
    return Arrays.stream(lines).map(Problem::parse).toList();
  }
}
