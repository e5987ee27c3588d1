package dev.gatun.kernels.java.width;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/// Leaves out a repetition of all tests on narrower vectors where they are not narrower than the
/// machine's own, which the first run had. Such a run says `-Dgatun.test.narrower`.
public final class NarrowerOnly implements PostDiscoveryFilter {
  private final boolean repeats = repeats();

  private static boolean repeats() {
    if (!Boolean.getBoolean("gatun.test.narrower") || !Width.isVector()) {
      return false;
    }
    boolean repeats = Width.BITS >= Widest.bits();
    if (repeats) {
      System.out.println(
          "vectors of "
              + Integer.getInteger("gatun.vectorBits")
              + " bits: left out, this machine has "
              + Widest.bits()
              + ", with which the tests ran before");
    }
    return repeats;
  }

  @Override
  public FilterResult apply(TestDescriptor test) {
    return FilterResult.includedIf(!repeats, () -> "narrower", () -> "as wide as the machine's");
  }
}
