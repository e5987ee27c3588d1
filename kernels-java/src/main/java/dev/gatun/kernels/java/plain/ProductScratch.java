package dev.gatun.kernels.java.plain;

/// What an integer product keeps between packing and storing: one set of arrays per thread, grown
/// to the largest product that the thread has run, so that a run allocates nothing once it has.
final class ProductScratch {
  private static final PerThread<ProductScratch> OWN = new PerThread<>(ProductScratch::new);

  private float[] panel = new float[0];
  private float[] left = new float[0];
  private int[] sums = new int[0];

  private ProductScratch() {}

  /// This thread's arrays, at least as long as asked for. What they hold is not defined.
  static ProductScratch of(int panel, int left, int sums) {
    ProductScratch own = OWN.get();
    own.panel = own.panel.length < panel ? new float[panel] : own.panel;
    own.left = own.left.length < left ? new float[left] : own.left;
    own.sums = own.sums.length < sums ? new int[sums] : own.sums;
    return own;
  }

  float[] panel() {
    return panel;
  }

  float[] left() {
    return left;
  }

  int[] sums() {
    return sums;
  }
}
