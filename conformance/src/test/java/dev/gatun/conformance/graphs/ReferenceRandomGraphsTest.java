package dev.gatun.conformance.graphs;

import dev.gatun.conformance.contract.RandomGraphContract;

/** The reference beside ONNX Runtime: what both say of a random network is what it computes. */
class ReferenceRandomGraphsTest extends RandomGraphContract {
  @Override
  protected String backend() {
    return "reference";
  }

  @Override
  protected GraphRunner oracle() {
    return new OrtRunner();
  }
}
