package dev.gatun.kernels.java.tile.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.width.Width;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// C2 inlines all that a convolution tile calls.
///
/// It stops inlining what the JDK does not mark for it at 18,000 nodes made while parsing, and
/// again at 44,000 live nodes in each later round; it says `NodeCountInliningCutoff` to both. Most
/// tiles meet a limit within their loop. What is marked only waits, but a scalar read goes through
/// two methods that are not, `Unsafe::getIntUnaligned` and `convEndian`: where a limit lies just
/// before them, one of a tile's inputs is read by a call, around which all accumulators are spilled
/// (14 × 1: 56 against 100 GFLOP/s).
///
/// The count depends on the tile's text and on the profiles of the JDK methods it uses, so this
/// looks at a JVM that has run nothing else and warms the tiles in the order of their table. After
/// other code the limits fall elsewhere: with a session of SqueezeNet first, 14 × 1 and 7 × 2 keep
/// the call in most runs. `-XX:MaxTrivialSize=16` exempts the two methods. Loads in front of the
/// loop that nobody uses, so that the first limit falls there, were tried and left out: the later
/// rounds have the same gap.
final class InlinedTileTest {
  private static final int[] BLOCKS = {1, 2, 3, 4, 8};

  /// Runs in the other JVM.
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      for (ConvTile tile : tiles()) {
        WarmUp.conv(tile);
      }
    }
  }

  /// A program with many failed accesses to memory before its first tile: C2 no longer compiles
  /// bounds checks as intrinsics, and takes their failures for frequent.
  static final class FailingProgram {
    private static final int FAILURES = 5_000;
    private static final int SUMS = 50;
    private static final int SUMMANDS = 100;

    private FailingProgram() {}

    public static void main(String[] args) {
      MemorySegment memory = Arena.global().allocate(4L * SUMMANDS);
      float sum = 0;
      for (int i = 0; i < SUMS; i++) {
        sum += sum(memory, 0);
      }
      for (int i = 0; i < FAILURES; i++) {
        try {
          sum += sum(memory, memory.byteSize());
        } catch (IndexOutOfBoundsException e) {
          sum++;
        }
      }
      System.out.println(sum);
      WarmUp.conv(tiles().getFirst());
    }

    private static float sum(MemorySegment memory, long offset) {
      float sum = 0;
      for (int i = 0; i < SUMMANDS; i++) {
        sum += read(memory, offset + 4L * i);
      }
      return sum;
    }

    private static float read(MemorySegment memory, long offset) {
      return memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset);
    }
  }

  /// One of each class that this machine uses.
  private static List<ConvTile> tiles() {
    int lanes = Width.LANES;
    Tiles best = TileChoice.best();
    Map<Class<?>, ConvTile> tiles = new LinkedHashMap<>();
    for (ConvTerms terms :
        List.of(
            new ConvTerms(lanes, true, true),
            new ConvTerms(2 * lanes, true, true),
            new ConvTerms(lanes, true, false),
            new ConvTerms(3 * lanes, true, false),
            new ConvTerms(1, false, true),
            new ConvTerms(2, false, true),
            new ConvTerms(3 * lanes, false, false))) {
      for (int blocks : BLOCKS) {
        best.conv(blocks, terms).forEach(tile -> tiles.putIfAbsent(tile.getClass(), tile));
      }
    }
    return List.copyOf(tiles.values());
  }

  private static void assumeLookedAt() {
    assumeTrue(Width.isVector(), "only vector tiles are looked at: " + Width.DESCRIPTION);
    assumeTrue(
        System.getProperty("gatun.vectorBits") == null,
        "looked at in the machine's own vector width only");
    assumeTrue(hasC2(), "this JVM has no C2: " + System.getProperty("java.vm.name"));
  }

  @Test
  void nothingIsLeftToCall() throws IOException, InterruptedException {
    assumeLookedAt();
    InliningLog log = new InliningLog();
    compile(Program.class, log::read);
    Set<String> required = new TreeSet<>();
    tiles().forEach(tile -> required.add(tile.getClass().getSimpleName()));
    assertEquals(required, new TreeSet<>(log.tiles()), "tiles that C2 compiled");
    log.allowed()
        .forEach((call, times) ->
            System.out.printf(
                "allowed: %s, %d times (%s)%n", call, times, InliningLog.ALLOWED.get(call)));
    assertEquals(List.of(), log.refusals(), "calls that C2 left in tiles");
  }

  /// The text of an exception in each access made a tile take 5 s to compile, not 0.2.
  @Test
  void noMessageIsCompiledIntoATile() throws IOException, InterruptedException {
    assumeLookedAt();
    List<String> log = new ArrayList<>();
    compile(FailingProgram.class, log::add);
    assertTrue(
        log.stream().anyMatch(line -> line.contains("Preconditions::outOfBounds")),
        "no check in the tile is one that may fail: the program proves nothing");
    assertEquals(
        List.of(), log.stream().filter(line -> line.contains("java.util.Formatter")).toList());
  }

  /// Whether an option that only C2 has is there.
  private static boolean hasC2() {
    HotSpotDiagnosticMXBean bean =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (bean == null) {
      return false;
    }
    try {
      return !bean.getVMOption("LiveNodeCountInliningCutoff").getValue().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void compile(Class<?> program, Consumer<String> log)
      throws IOException, InterruptedException {
    String methods = "dev.gatun.kernels.java.tile.vector.*::run";
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("--add-modules=jdk.incubator.vector");
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("-XX:+UnlockDiagnosticVMOptions");
    words.add("-XX:CompileCommand=quiet");
    words.add("-XX:CompileCommand=PrintCompilation," + methods);
    words.add("-XX:CompileCommand=PrintInlining," + methods);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String last = "";
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        log.accept(line);
        last = line;
      }
    }
    assertEquals(0, process.waitFor(), "the JVM that warms the tiles ended with: " + last);
  }
}
