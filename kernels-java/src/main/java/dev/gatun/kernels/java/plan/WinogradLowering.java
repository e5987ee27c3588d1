package dev.gatun.kernels.java.plan;

import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.kernels.java.tile.WinogradTransform;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Conv;
import java.util.Objects;

/// 3 × 3 convolutions to Winograd steps.
final class WinogradLowering {
  private final Lowering lowering;

  WinogradLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// Lowers one convolution.
  ///
  /// @param node of a convolution without an obstacle
  /// @param conv the operator
  /// @param shape its shape
  /// @param algorithm not direct
  void lower(Node node, Conv conv, ConvShape shape, ConvAlgorithm algorithm) {
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace residual = node.hasInput(3) ? lowering.blocked(node.input(3)) : null;
    BlockedPlace y = lowering.blockedTarget(node.output());
    WinogradTransform transform = lowering.tiles().winograd(algorithm.outputs());
    WinogradWeights weights =
        new WinogradWeights(
            algorithm.outputs(), shape.inC(), shape.outC(), WinogradBlocking.PANEL_BLOCKS);
    WinogradBlocking blocking =
        WinogradBlocking.choose(shape, algorithm.outputs(), lowering.threads());
    int chunkPanels = Math.ceilDiv(weights.panels(), blocking.chunks());
    WinogradGrid grid =
        new WinogradGrid(
            algorithm.outputs(),
            shape.outH(),
            shape.outW(),
            x.layout().blocks(),
            Math.min(weights.outBlocks(), chunkPanels * weights.panelBlocks()),
            blocking.rows(),
            blocking.columns());
    WinogradProduct product = new WinogradProduct(grid, weights, lowering.tiles());
    Spatial pad = Spatial.of(conv.window().padsBegin(), 0);
    Spatial one = new Spatial(1, 1, 1);
    int zeros = grid.stripColumns(grid.blockColumns());
    Tensor source = Objects.requireNonNull(lowering.graph().constant(node.input(1)));
    WinogradStep.Operands operands =
        new WinogradStep.Operands(
            Strided.of(x, new Spatial(0, -pad.h(), -pad.w()), one),
            Strided.of(y),
            residual == null ? null : Strided.of(residual),
            Place.of(Buffer.constant(lowering.constants().winograd(source, weights))),
            lowering.paddedVector(node.hasInput(2) ? node.input(2) : null, shape.outC(), 1),
            Place.of(Buffer.constant(lowering.constants().zeros(zeros * Width.LANES))),
            Place.of(lowering.allocate(lowering.threads() * grid.scratchBytes())),
            y);
    lowering.add(
        new WinogradStep(
            lowering.report(node, transform.name() + " " + product.name()),
            operands,
            grid,
            transform,
            product,
            shape.images(),
            blocking.chunks(),
            conv.activation(),
            lowering.strips()));
  }
}
