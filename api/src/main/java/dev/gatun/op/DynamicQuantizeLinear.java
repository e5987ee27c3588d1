package dev.gatun.op;

/// Quantises x to UINT8 by its own range: low = min(0, min x), high = max(0, max x), scale = (high
/// − low)/255, zeroPoint = saturate(round(−low/scale)), y = saturate(round(x/scale) + zeroPoint),
/// all in float32, ties to even.
///
/// Input: x FLOAT32. Outputs: y UINT8 of x's shape, scale FLOAT32 `[]`, zero point UINT8 `[]`.
/// Where x is 0 throughout or has no elements, the scale, the zero point and y are 0.
public record DynamicQuantizeLinear() implements Quantization {}
