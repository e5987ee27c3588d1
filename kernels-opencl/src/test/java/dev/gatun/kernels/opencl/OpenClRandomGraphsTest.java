package dev.gatun.kernels.opencl;

import dev.gatun.conformance.contract.RandomGraphContract;

@RequiresDevice
class OpenClRandomGraphsTest extends RandomGraphContract {
  @Override
  protected String backend() {
    return "opencl";
  }

  /// A device's compiler takes its time.
  @Override
  protected int graphs() {
    return 40;
  }
}
