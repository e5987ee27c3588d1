package dev.gatun.op;

/// Convolution over two spatial axes of which every tap is moved by an offset that is data. Inputs:
/// x `[N, inC, H, W]`; weights `[outC, inC / groups, kH, kW]`; offsets `[N, offsetGroups · kH · kW
/// · 2, outH, outW]`, down then across; bias `[outC]` or absent; mask `[N, offsetGroups · kH · kW,
/// outH, outW]`, a factor for each tap, or absent. Output `[N, outC, outH, outW]`. A tap is
/// interpolated from its four neighbours, which are 0 outside. Source: Zhu et al., "Deformable
/// ConvNets v2" (2018).
///
/// @param window kernel, strides, dilations, pads
/// @param groups groups of channels, as in [Conv]
/// @param offsetGroups groups of input channels that share offsets and mask
public record DeformConv(Window window, int groups, int offsetGroups) implements Sampling {}
