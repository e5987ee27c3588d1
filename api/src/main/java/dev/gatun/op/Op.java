package dev.gatun.op;

/// What a node computes. A switch over the permitted records has no default, so that a new operator
/// makes the compiler list every place that must know it.
///
/// Semantics are those of the ONNX operator of the same name in its newest opset, on NCHW tensors.
/// Parameters that ONNX passes as inputs (axes, shapes, pads, …) are record components here. A
/// component that is null is not known yet: its value is the node's input at the place that the
/// record's comment names; binding (`dev.gatun.pass`) replaces it before a backend sees the graph,
/// so a backend may rely on every component being present.
public sealed interface Op
    permits Activate,
        ArgReduce,
        BatchNorm,
        Binary,
        BitCast,
        Bounded,
        Cast,
        Concat,
        ConstantOfShape,
        ControlFlow,
        Conv,
        ConvTranspose,
        Cumulate,
        CustomOp,
        DepthToSpace,
        Determinant,
        Einsum,
        Expand,
        EyeLike,
        Flatten,
        Gather,
        GatherElements,
        GatherNd,
        Gemm,
        GlobalPool,
        GroupNorm,
        Identity,
        InstanceNorm,
        LayerNorm,
        LinearAttention,
        LpNorm,
        Lrn,
        MatMul,
        OneHot,
        Pad,
        Pool,
        Quantization,
        Range,
        Recurrent,
        Reduce,
        Reshape,
        Resize,
        ReverseSequence,
        Sampling,
        ScatterElements,
        ScatterNd,
        Selection,
        ShapeOf,
        Signal,
        SizeOf,
        Slice,
        Softmax,
        SpaceToDepth,
        Split,
        Squeeze,
        TensorScatter,
        Tile,
        TopK,
        Transpose,
        Trilu,
        Unary,
        Unsqueeze,
        Where {

  /// The operator's name as people know it, for messages and reports.
  ///
  /// @return the record's simple name, or a kind's name where that says more
  default String title() {
    return getClass().getSimpleName();
  }
}
