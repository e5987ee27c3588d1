package dev.gatun.kernels.java;

import dev.gatun.conformance.contract.RandomGraphContract;

class JavaRandomGraphsTest extends RandomGraphContract {
  @Override
  protected String backend() {
    return "java";
  }

  /** The tests of this module run at every vector width: some four seconds each. */
  @Override
  protected int graphs() {
    return 40;
  }
}
