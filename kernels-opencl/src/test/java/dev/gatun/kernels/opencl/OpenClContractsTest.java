package dev.gatun.kernels.opencl;

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

/// The OpenCL backend passes every contract of the kit; what the device has no kernel for comes
/// from the host.
@RequiresDevice
@SuppressWarnings("ClassCanBeStatic") // jqwik wants its groups so
class OpenClContractsTest {
  private static final class Opened {
    static final Engine ENGINE = new OpenClBackend().open(new EngineOptions(2, Limits.defaults()));
  }

  @Group
  class Convolution extends ConvContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Depthwise extends DepthwiseContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Transposed extends ConvTransposeContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Pools extends PoolContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class BatchNorms extends BatchNormContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Products extends GemmContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Elementwise extends ElementwiseContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Softmaxes extends SoftmaxContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Movements extends DataMovementContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Norms extends NormContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Reductions extends ReduceContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Resizing extends ResizeContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class Quantised extends QuantizedContract {
    @Override
    protected Engine engine() {
      return Opened.ENGINE;
    }
  }

  @Group
  class DynamicGraphs extends DynamicGraphContract {
    @Override
    protected String backend() {
      return "opencl";
    }
  }
}
