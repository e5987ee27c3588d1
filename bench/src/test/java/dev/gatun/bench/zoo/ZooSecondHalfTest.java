package dev.gatun.bench.zoo;

/// The second half of the zoo's networks.
class ZooSecondHalfTest extends ZooHalf {
  ZooSecondHalfTest() {
    super(1);
  }
}
