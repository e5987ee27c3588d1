package dev.gatun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.Gemm;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Reshape;
import dev.gatun.op.Split;
import dev.gatun.op.Window;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelsTest {
  private final FakeBackend backend = new FakeBackend();

  private static Tensor tensor(long... dims) {
    return Tensor.allocate(DType.FLOAT32, Shape.of(dims));
  }

  @Test
  void everyMethodGivesTheShapeItPromises() {
    try (Kernels kernels = Kernels.of(backend)) {
      Tensor x = tensor(1, 4, 8, 8);
      Conv conv = Conv.of(3, 3).withStride(2).withPad(1).withActivation(Activation.RELU);
      assertEquals(
          Shape.of(1, 6, 4, 4), kernels.conv(x, tensor(6, 4, 3, 3), tensor(6), conv).shape());
      assertEquals(
          Shape.of(1, 4, 4, 4),
          kernels.conv(x, tensor(4, 1, 3, 3), null, conv.withGroups(4)).shape());
      assertEquals(Shape.of(1, 4, 7, 7), kernels.pool(x, Pool.max(Window.of(2, 2))).shape());
      assertEquals(Shape.of(1, 4, 1, 1), kernels.globalPool(x, Pool.Kind.AVERAGE).shape());
      Gemm gemm = new Gemm(1, 1, false, true, Activation.NONE);
      assertEquals(
          Shape.of(2, 5), kernels.gemm(tensor(2, 3), tensor(5, 3), tensor(5), gemm).shape());
      assertEquals(Shape.of(7, 2, 5), kernels.matMul(tensor(7, 2, 3), tensor(3, 5)).shape());
      assertEquals(
          x.shape(),
          kernels.batchNorm(x, tensor(4), tensor(4), tensor(4), tensor(4), 1e-5f).shape());
      assertEquals(x.shape(), kernels.softmax(x, -1).shape());
      assertEquals(x.shape(), kernels.activate(x, Activation.SILU).shape());
      assertEquals(x.shape(), kernels.binary(Binary.Kind.ADD, x, tensor(4, 1, 1)).shape());
      List<Tensor> parts = kernels.applyAll(new Split(1, Ints.of(1, 3)), 2, x);
      assertEquals(Shape.of(1, 3, 8, 8), parts.get(1).shape());
    }
    assertEquals(0, backend.openPlans.get());
    assertEquals(0, backend.openEngines.get());
  }

  @Test
  void samePlanServesSameTypes() {
    try (Kernels kernels = Kernels.of(backend)) {
      kernels.softmax(tensor(2, 3), 1);
      kernels.softmax(tensor(2, 3), 1);
      assertEquals(1, backend.compiled.size());
      kernels.softmax(tensor(2, 4), 1);
      assertEquals(2, backend.compiled.size());
    }
  }

  @Test
  void parametersMayBeOperands() {
    try (Kernels kernels = Kernels.of(backend)) {
      Reshape reshape = new Reshape(null, false);
      assertEquals(
          Shape.of(3, 2),
          kernels.apply(reshape, tensor(6), Tensor.of(new long[] {3, -1}, 2)).shape());
      assertEquals(
          Shape.of(1, 6),
          kernels.apply(reshape, tensor(6), Tensor.of(new long[] {1, 6}, 2)).shape());
    }
  }

  @Test
  void leastRecentlyUsedOperatorsAreClosed() throws Exception {
    try (Kernels kernels = Kernels.of(backend);
        var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Tensor>> calls =
          IntStream.range(0, 300)
              .mapToObj(i -> threads.submit(() -> kernels.softmax(tensor(1 + i % 100), 0)))
              .toList();
      for (Future<Tensor> call : calls) {
        call.get();
      }
      assertTrue(backend.openPlans.get() <= 64, () -> backend.openPlans + " plans are open");
    }
    assertEquals(0, backend.openPlans.get());
    assertEquals(0, backend.openEngines.get());
  }

  @Test
  void misfitIsAnInvalidInput() {
    try (Kernels kernels = Kernels.of(backend)) {
      Exception e =
          assertThrows(
              InvalidInputException.class,
              () -> kernels.conv(tensor(1, 3, 8, 8), tensor(8, 4, 3, 3), null, Conv.of(3, 3)));
      assertEquals(
          "node 'Conv' (Conv): got 3 input channels, required 4 for 1 group of 4 channels as the weights have",
          e.getMessage());
    }
  }

  @Test
  void callAfterCloseIsRefused() {
    Kernels kernels = Kernels.of(backend);
    kernels.close();
    kernels.close();
    assertThrows(InvalidInputException.class, () -> kernels.softmax(tensor(3), 0));
  }

  @Test
  void bestIsSharedAndStaysOpen() {
    Kernels best = Kernels.best();
    best.close();
    assertSame(best, Kernels.best());
    assertEquals(Shape.of(3), best.softmax(tensor(3), 0).shape());
  }
}
