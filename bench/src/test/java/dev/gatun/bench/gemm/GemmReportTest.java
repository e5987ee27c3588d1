package dev.gatun.bench.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.bench.gemm.GemmReport.Against;
import dev.gatun.bench.gemm.GemmReport.Mean;
import java.util.List;
import org.junit.jupiter.api.Test;

class GemmReportTest {
  private static Against ratio(String group, int threads, String peer, double ratio) {
    return new Against(group, 1, 1, 1, threads, peer, "gatun", ratio, ratio, ratio);
  }

  @Test
  void meansAreGeometricAndKeepGroupsThreadsAndPeersApart() {
    List<Mean> means =
        GemmReport.means(
            List.of(
                ratio("square", 1, "mkl", 0.5),
                ratio("square", 1, "openblas", 3),
                ratio("square", 1, "mkl", 2),
                ratio("tall", 1, "mkl", 4),
                ratio("square", 2, "mkl", 5)));
    assertEquals(
        List.of("square 1 mkl", "square 1 openblas", "tall 1 mkl", "square 2 mkl"),
        means.stream().map(m -> m.group() + " " + m.threads() + " " + m.peer()).toList());
    assertEquals(1, means.get(0).ratio(), 1e-12);
    assertEquals(0.5, means.get(0).worst());
    assertEquals(3, means.get(1).ratio(), 1e-12);
    assertEquals(4, means.get(2).ratio(), 1e-12);
    assertEquals(5, means.get(3).ratio(), 1e-12);
  }
}
