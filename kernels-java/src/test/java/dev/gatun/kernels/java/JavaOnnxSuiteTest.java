package dev.gatun.kernels.java;

import dev.gatun.conformance.contract.OnnxSuiteContract;

/// The Java backend on ONNX's own suites.
class JavaOnnxSuiteTest extends OnnxSuiteContract {
  @Override
  protected String backend() {
    return "java";
  }
}
