package dev.gatun.conformance.hostile;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// A tensor that fits no value of type FLOAT32[2,3].
///
/// @param name what is wrong with it
/// @param got how an exception must call it
/// @param use makes it and hands it over
record BadTensor(String name, String got, Consumer<Consumer<Tensor>> use) {
  private static final Shape SHAPE = Shape.of(2, 3);

  /// Makes the tensor, uses it, and frees what it holds.
  void with(Consumer<Tensor> user) {
    use.accept(user);
  }

  static List<BadTensor> all() {
    return List.of(
        of("lower rank", DType.FLOAT32, 6),
        of("higher rank", DType.FLOAT32, 1, 2, 3),
        of("no rank", DType.FLOAT32),
        of("turned shape", DType.FLOAT32, 3, 2),
        of("smaller", DType.FLOAT32, 2, 2),
        of("larger", DType.FLOAT32, 2, 4),
        of("empty", DType.FLOAT32, 0, 3),
        of("doubles", DType.FLOAT64, 2, 3),
        of("integers", DType.INT32, 2, 3),
        of("halves", DType.FLOAT16, 2, 3),
        new BadTensor("freed memory", "memory that is already freed", BadTensor::freed),
        new BadTensor(
            "memory of another thread",
            "memory confined to another thread",
            BadTensor::confinedElsewhere));
  }

  private static BadTensor of(String name, DType dtype, long... dims) {
    Tensor tensor = Tensor.allocate(dtype, Shape.of(dims));
    return new BadTensor(name, tensor + ", required", user -> user.accept(tensor));
  }

  private static void freed(Consumer<Tensor> user) {
    Tensor tensor;
    try (Arena arena = Arena.ofConfined()) {
      tensor = Tensor.allocate(DType.FLOAT32, SHAPE, arena);
    }
    user.accept(tensor);
  }

  /// The other thread keeps the arena open while the tensor is used.
  private static void confinedElsewhere(Consumer<Tensor> user) {
    Tensor[] tensor = new Tensor[1];
    CountDownLatch made = new CountDownLatch(1);
    CountDownLatch used = new CountDownLatch(1);
    Thread owner =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try (Arena arena = Arena.ofConfined()) {
                tensor[0] = Tensor.allocate(DType.FLOAT32, SHAPE, arena);
                made.countDown();
                used.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      made.await();
      user.accept(tensor[0]);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a tensor is made", e);
    } finally {
      used.countDown();
      join(owner);
    }
  }

  private static void join(Thread owner) {
    try {
      owner.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
