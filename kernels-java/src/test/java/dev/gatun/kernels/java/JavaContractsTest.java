package dev.gatun.kernels.java;

import dev.gatun.Limits;
import dev.gatun.conformance.contract.BatchNormContract;
import dev.gatun.conformance.contract.ConvContract;
import dev.gatun.conformance.contract.ConvTransposeContract;
import dev.gatun.conformance.contract.DataMovementContract;
import dev.gatun.conformance.contract.DepthwiseContract;
import dev.gatun.conformance.contract.DynamicGraphContract;
import dev.gatun.conformance.contract.ElementwiseContract;
import dev.gatun.conformance.contract.GemmContract;
import dev.gatun.conformance.contract.NormContract;
import dev.gatun.conformance.contract.PoolContract;
import dev.gatun.conformance.contract.QuantizedContract;
import dev.gatun.conformance.contract.ReduceContract;
import dev.gatun.conformance.contract.ResizeContract;
import dev.gatun.conformance.contract.SoftmaxContract;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import net.jqwik.api.Group;

/// The Java backend passes every contract of the kit, on two threads and, where a law compares, on
/// one.
@SuppressWarnings("ClassCanBeStatic") // jqwik wants its groups so
class JavaContractsTest {
  private static final Engine ONE = new JavaBackend().open(new EngineOptions(1, Limits.defaults()));
  private static final Engine TWO = new JavaBackend().open(new EngineOptions(2, Limits.defaults()));

  @Group
  class Convolution extends ConvContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Depthwise extends DepthwiseContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Transposed extends ConvTransposeContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Pools extends PoolContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class BatchNorms extends BatchNormContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Products extends GemmContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Elementwise extends ElementwiseContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Softmaxes extends SoftmaxContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Movements extends DataMovementContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Norms extends NormContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Reductions extends ReduceContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Resizing extends ResizeContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class Quantised extends QuantizedContract {
    @Override
    protected Engine engine() {
      return TWO;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? ONE : TWO;
    }
  }

  @Group
  class DynamicGraphs extends DynamicGraphContract {
    @Override
    protected String backend() {
      return "java";
    }
  }
}
