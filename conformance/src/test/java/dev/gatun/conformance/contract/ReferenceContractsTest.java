package dev.gatun.conformance.contract;

import dev.gatun.Limits;
import dev.gatun.conformance.reference.ReferenceBackend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import net.jqwik.api.Group;

/**
 * The reference passes its own contracts: what is left of a failure elsewhere is the other
 * backend's.
 */
@SuppressWarnings("ClassCanBeStatic") // jqwik wants its groups so
class ReferenceContractsTest {
  private static final Engine ENGINE =
      new ReferenceBackend().open(new EngineOptions(1, Limits.defaults()));

  @Group
  class Convolution extends ConvContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Depthwise extends DepthwiseContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Transposed extends ConvTransposeContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Pools extends PoolContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class BatchNorms extends BatchNormContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Products extends GemmContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Elementwise extends ElementwiseContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Softmaxes extends SoftmaxContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Movement extends DataMovementContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Norms extends NormContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Reductions extends ReduceContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Resizing extends ResizeContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class Quantised extends QuantizedContract {
    @Override
    protected Engine engine() {
      return ENGINE;
    }
  }

  @Group
  class DynamicGraphs extends DynamicGraphContract {
    @Override
    protected String backend() {
      return "reference";
    }
  }
}
