package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernels under oclgrind, a device that watches each access to memory: none leaves its block,
/// no two items of a group race. Programs with such bugs are reported.
///
/// Its check of uninitialised memory stays off: it changes results. On its own the backend gives a
/// run's blocks as parts of one buffer, where leaving a block is not noticed, and never shares
/// local memory on a device that calls itself a processor; [OclgrindProgram] changes both.
class OclgrindTest {
  private static final Path DRIVER = Path.of("/usr/lib/oclgrind/liboclgrind-rt-icd.so");
  private static final int LEAST_PAIRS = 100;

  /// Of the program, or of a compiler that does not unroll all loops.
  private static final Pattern OTHER_LINE =
      Pattern.compile("(pair|wrong|end) .*|edited|\\d+ warnings generated\\.");

  /// Of `conv_local`.
  private static final String BARRIER = "          barrier(CLK_LOCAL_MEM_FENCE);\n";

  @TempDir private Path folder;

  @BeforeEach
  void requireOclgrind() throws IOException {
    if (!Files.exists(DRIVER)) {
      System.out.println("kernels are not simulated: oclgrind is not installed, no " + DRIVER);
    }
    assumeTrue(Files.exists(DRIVER), "no oclgrind");
    Files.writeString(folder.resolve("oclgrind.icd"), DRIVER + "\n");
  }

  private ForkedJvm simulate(String... arguments) throws IOException, InterruptedException {
    ForkedJvm jvm =
        ForkedJvm.main(
            Map.of(
                "OCL_ICD_VENDORS",
                folder.toString(),
                "OCLGRIND_CHECK_API",
                "1",
                "OCLGRIND_DATA_RACES",
                "1",
                "OCLGRIND_MAX_ERRORS",
                "20"),
            List.of("--enable-native-access=ALL-UNNAMED"),
            OclgrindProgram.class,
            arguments);
    assertEquals(List.of("of Oclgrind Simulator"), jvm.after("end"), jvm::output);
    return jvm;
  }

  /// What oclgrind reports. It writes to standard error: a log file would start anew with each
  /// context.
  private static List<String> reports(ForkedJvm jvm) {
    return jvm.lines().stream().filter(line -> !OTHER_LINE.matcher(line).matches()).toList();
  }

  @Test
  void kernelsStayWithinTheirBlocks() throws Exception {
    ForkedJvm jvm = simulate("all");
    assertEquals(List.of(), jvm.after("wrong"));
    assertEquals(List.of(), reports(jvm));
    int pairs = new HashSet<>(jvm.after("pair")).size();
    System.out.println("oclgrind found nothing in " + pairs + " pairs of a kernel and a shape");
    assertTrue(pairs >= LEAST_PAIRS, jvm::output);
  }

  private void requireFound(String report, String group, String text, String planted)
      throws Exception {
    ForkedJvm jvm = simulate(group, text, planted);
    assertTrue(jvm.lines().contains("edited"), jvm::output);
    assertTrue(
        reports(jvm).stream().anyMatch(line -> line.startsWith(report)),
        () -> "no '" + report + "' in\n" + jvm.output());
  }

  @Test
  void missingBarriersAreFound() throws Exception {
    String race = "Read-write data race at local memory";
    requireFound(race, "local", BARRIER + "          for", "          for");
    requireFound(race, "local", "}\n" + BARRIER, "}\n");
  }

  /// The results are right.
  @Test
  void readingBehindTheWeightsIsFound() throws Exception {
    String text = "k < depth ? weights[k * SIDE + item] : 0.0f";
    requireFound("Invalid read of size 4", "local", text, "weights[k * SIDE + item]");
  }

  @Test
  void readingBehindTheInputIsFound() throws Exception {
    requireFound("Invalid read of size 4", "graphics", "from[i][c]", "from[i][c + 1]");
  }

  @Test
  void writingBehindTheOutputIsFound() throws Exception {
    String text = "pixel * s->yStride + within, n)";
    requireFound("Invalid write", "graphics", text, "pixel * s->yStride + within, V)");
  }
}
