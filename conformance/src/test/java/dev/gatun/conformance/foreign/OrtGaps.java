package dev.gatun.conformance.foreign;

import java.util.List;

/**
 * What ONNX Runtime 1.29 does not pass of the kit on a CPU, besides what {@link OnnxNodes#knows}
 * keeps from it and what it has no kernel for.
 */
final class OrtGaps {
  static final KnownGap REFLECTED_CROP =
      new KnownGap(
          "Pad refuses to reflect an axis of which another pad crops all but one element",
          "pad n1 ic1 ih2 iw3 ph1 eh-1 reflect",
          p -> p.kind().equals("pad") && p.has("reflect") && p.get("eh", 0) < 0,
          "Pad reflect requires axis length");

  static final KnownGap WRAPPED_NOTHING =
      new KnownGap(
          "Pad does not know how to wrap an empty tensor",
          "pad n0 ic5 ih7 iw3 pw2 ph2 ew2 wrap",
          p -> p.kind().equals("pad") && p.has("wrap") && p.get("n") == 0,
          "Unexpected mode of 3");

  static final List<KnownGap> ALL =
      List.of(
          REFLECTED_CROP,
          WRAPPED_NOTHING,
          new KnownGap(
              "another number of threads cuts elements elsewhere, and what is left of a vector goes"
                  + " another way: ELU differs in the last place; the library promises nothing else",
              null, // it depends on the machine's vectors
              _ -> true,
              "1 thread = 3 threads"),
          new KnownGap(
              "LRN refuses even sizes",
              "lrn n3 ic1 ih2 iw7 size4 root",
              p -> p.kind().equals("lrn") && p.get("size") % 2 == 0,
              "size_ % 2 == 1 was false"),
          new KnownGap(
              "GroupNormalization takes the variance as mean(x²) − mean(x)², whose digits a mean far"
                  + " from 0 costs",
              "groupnorm n3 ic2 ih8 iw16 g2 bygroup offset",
              p -> p.kind().equals("groupnorm") && p.has("offset"),
              "elements are off"),
          new KnownGap(
              "GroupNormalization reshapes an empty batch to an extent that it cannot tell",
              "groupnorm n0 ic15 ih16 iw31 g15",
              p -> p.get("n", 1) == 0,
              "running Reshape node"),
          new KnownGap(
              "Resize leaves no taps outside out but for cubic interpolation",
              "resize n2 ic4 ih3 iw7 oh6 ow14 linear pytorch_half_pixel exclude",
              p -> p.kind().equals("resize") && p.has("linear") && p.has("exclude"),
              "exclude_outside can be set to 1 when"),
          new KnownGap(
              "Resize takes the coordinates of half_pixel_symmetric from a quotient in float32",
              "resize n2 ic15 ih33 iw17 oh15 ow33 linear half_pixel_symmetric",
              p -> p.kind().equals("resize") && p.has("half_pixel_symmetric"),
              "elements are off"),
          new KnownGap(
              "ConvInteger refuses a zero point for each channel of the weights",
              "convinteger g3 n3 ic45 oc27 iw5 kw1 ih8 kh1 byaxis",
              p -> p.kind().equals("convinteger") && p.has("byaxis"),
              "running ConvInteger node"));

  private OrtGaps() {}
}
