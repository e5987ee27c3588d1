package dev.gatun.conformance.reference;

import dev.gatun.conformance.contract.OnnxSuiteContract;

/**
 * The reference on ONNX's suites: the operators' definitions are checked by somebody else's
 * answers.
 */
class ReferenceOnnxSuiteTest extends OnnxSuiteContract {
  @Override
  protected String backend() {
    return "reference";
  }
}
