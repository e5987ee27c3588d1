package dev.gatun.conformance.reference;

import dev.gatun.op.RoiAlign;
import dev.gatun.op.Sampling;

/// The [Sampling] operators by their definitions.
final class SamplingReference {
  private SamplingReference() {}

  static void run(Sampling op, Operands o) {
    switch (op) {
      case RoiAlign r -> Regions.align(r, o);
    }
  }
}
