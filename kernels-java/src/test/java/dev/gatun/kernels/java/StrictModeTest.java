package dev.gatun.kernels.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.Limits;
import dev.gatun.SessionOptions;
import dev.gatun.conformance.bits.Fingerprint;
import dev.gatun.conformance.bits.Fingerprints;
import dev.gatun.conformance.contract.ContractRunner;
import dev.gatun.conformance.contract.ContractRunner.Check;
import dev.gatun.conformance.contract.Problem;
import dev.gatun.kernels.java.plan.ConvMode;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Strict mode: the same bits at every width, with any number of threads and any size of blocks,
/// interpreted, compiled by C1 and by C2, and over a thousand runs. `gatun conformance --strict
/// --fingerprints` does the same for more problems, random networks and any model.
@Tag("once")
final class StrictModeTest {
  private static final int THREADS = 2;
  private static final int MOST = 6;
  private static final Map<Integer, List<String>> HERE = new ConcurrentHashMap<>();

  /// Runs in another JVM.
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      System.out.println(Width.BITS);
      lines(Integer.parseInt(args[0]), THREADS).forEach(System.out::println);
    }
  }

  /// Fingerprints of problems of each family, and of as many networks. A family begins with large
  /// problems, for which the interpreter takes minutes: where few are wanted, they are its last.
  private static List<String> lines(int each, int threads) {
    Fingerprints strict = new Fingerprints(options(threads), 0);
    List<String> lines = new ArrayList<>();
    problems(each).forEach(problem -> lines.add(strict.of(problem).toString()));
    for (long seed = 0; seed < each; seed++) {
      lines.add(strict.of(seed).toString());
    }
    assertFalse(lines.stream().anyMatch(line -> line.startsWith(Fingerprints.FAILED)));
    return lines;
  }

  private static SessionOptions options(int threads) {
    return SessionOptions.defaults().withBackend("java").withThreads(threads).withStrict(true);
  }

  private static List<Problem> problems(int each) {
    Map<String, SequencedSet<Problem>> families = new LinkedHashMap<>();
    for (Check check : ContractRunner.all()) {
      families.computeIfAbsent(check.family(), _ -> new LinkedHashSet<>()).add(check.problem());
    }
    return families.values().stream()
        .flatMap(family -> (each < MOST ? family.reversed() : family).stream().limit(each))
        .toList();
  }

  @BeforeEach
  void onceIsEnough() {
    assumeTrue(
        Width.isVector() && System.getProperty("gatun.vectorBits") == null,
        "widths are compared from the machine's own one, this is: " + Width.DESCRIPTION);
  }

  /// Other widths, with blocks as for other machines' caches: so small that the smallest problems
  /// have several.
  @ParameterizedTest
  @CsvSource({"256, 65536", "128, 4096", "0, 65536"})
  void widthsAndBlocksAgree(int bits, int bytes) throws IOException, InterruptedException {
    agree(MOST, bits, "-Dgatun.vectorBits=" + bits, "-Dgatun.cacheBytes=" + bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void threadsAgree(int threads) {
    assertEquals(here(MOST), lines(MOST, threads));
  }

  @Test
  void interpreterAgrees() throws IOException, InterruptedException {
    agree(1, Width.BITS, "-Xint");
  }

  @Test
  void firstCompilerAgrees() throws IOException, InterruptedException {
    agree(4, Width.BITS, "-XX:TieredStopAtLevel=1");
  }

  @Test
  void aThousandRunsAgree() {
    Fingerprints often = new Fingerprints(options(3), 1000);
    for (String line :
        List.of(
            "conv n1 ic20 ih9 iw9 oc33 kh3 kw3 ph1 eh1 pw1 ew1 bias relu",
            "conv g24 n1 ic24 ih9 iw9 oc24 kh3 kw3 ph1 eh1 pw1 ew1",
            "gemm m17 n40 k70",
            "layernorm n3 ic1 ih2 iw16 axis3 offset")) {
      Fingerprint fingerprint = often.of(Problem.parse(line));
      assertTrue(fingerprint.digest().matches("[0-9a-f]{16}"), fingerprint.toString());
    }
  }

  /// Whether a transform pays is the machine's business, so there is none. This convolution is
  /// large enough that one pays on most.
  @Test
  void noConvolutionIsTransformed() {
    Problem problem = Problem.parse("conv n1 ic64 ih56 iw56 oc64 kh3 kw3 ph1 eh1 pw1 ew1");
    Fingerprint direct = forced(problem, ConvMode.DIRECT);
    assertNotEquals(direct, forced(problem, ConvMode.WINOGRAD4));
    assertEquals(direct, new Fingerprints(options(THREADS), 0).of(problem));
  }

  private static Fingerprint forced(Problem problem, ConvMode mode) {
    EngineOptions options = new EngineOptions(THREADS, Limits.defaults());
    try (Engine engine = new JavaBackend().open(options, mode)) {
      return Fingerprint.of(problem.toString(), List.of(ContractRunner.result(engine, problem)));
    }
  }

  /// The machine's own width, two threads, mostly compiled by C2.
  private static List<String> here(int each) {
    return HERE.computeIfAbsent(each, _ -> lines(each, THREADS));
  }

  private static void agree(int each, int bits, String... options)
      throws IOException, InterruptedException {
    String number = Integer.toString(each);
    List<String> lines =
        new ArrayList<>(ForkedJvm.main(Program.class, List.of(options), number).lines());
    lines.removeIf(line -> !line.matches("\\d+|[0-9A-Za-z]{6,}  .*")); // what the JVM warns of
    assertEquals(Integer.toString(bits), lines.removeFirst(), "vector bits of the other JVM");
    assertEquals(here(each), lines, () -> String.join(" ", options));
    Set<String> digests = new HashSet<>();
    lines.forEach(line -> digests.add(line.substring(0, line.indexOf(' '))));
    assertTrue(digests.size() > lines.size() * 9 / 10, () -> "results hardly differ: " + digests);
  }
}
