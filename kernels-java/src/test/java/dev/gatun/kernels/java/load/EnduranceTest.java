package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Model;
import dev.gatun.Session;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a process holds stays flat over many sessions and many runs: a short form for every build,
/// and the long one (`mvn test -Psoak`). Then leaks on purpose, to see that each is found.
@Tag("once")
final class EnduranceTest {
  private static final int MIB = 1 << 20;

  /// The JVM of the short form has run other tests, its heap grows, and C2 is still at work: 71 MiB
  /// between two looks were seen.
  private static final Footprint.Slack SHORT =
      new Footprint.Slack(4 * MIB, 192 * MIB, Duration.ZERO);

  /// The JVM of the long form has a heap of fixed size, touched in advance.
  private static final Footprint.Slack LONG =
      new Footprint.Slack(2 * MIB, 16 * MIB, Duration.ofMinutes(1));

  private static final int LEAKS = 4;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeModel() throws Exception {
    file = Files.write(folder.resolve("small.onnx"), SmallNetwork.bytes());
  }

  @Test
  void sessionsLeaveNothingBehind() throws Exception {
    Endurance.assertFlat("loads and closes", 40, SHORT, Endurance.loadAndClose(file));
  }

  @Test
  void runsLeaveNothingBehind() throws Exception {
    try (Session session = Endurance.open(file)) {
      Endurance.assertFlat("runs", 2_000, SHORT, Endurance.run(file, session));
    }
  }

  @Test
  @Tag("soak")
  void fiveHundredSessionsLeaveNothingBehind() throws Exception {
    Endurance.assertFlat("loads and closes", 500, LONG, Endurance.loadAndClose(file));
  }

  @Test
  @Tag("soak")
  void twoHundredThousandRunsLeaveNothingBehind() throws Exception {
    try (Session session = Endurance.open(file)) {
      Endurance.assertFlat("runs", 200_000, LONG, Endurance.run(file, session));
    }
  }

  @Test
  void sessionsThatAreNotClosedAreSeen() {
    List<Session> left = new ArrayList<>();
    try {
      assertSeen("threads grew", i -> left.add(Endurance.open(file)));
    } finally {
      left.forEach(Session::close);
    }
  }

  @Test
  void heapThatIsKeptIsSeen() {
    List<byte[]> left = new ArrayList<>();
    assertSeen("heap grew", i -> left.add(new byte[4 * MIB]));
    assertEquals(LEAKS, left.size());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nativeMemoryThatIsKeptIsSeen() {
    try (Arena left = Arena.ofShared()) {
      assertSeen("resident memory grew", i -> left.allocate(128 * MIB).fill((byte) 1));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void filesAndMappingsThatAreKeptAreSeen() throws Exception {
    List<FileChannel> left = new ArrayList<>();
    assertSeen("open files grew", i -> left.add(FileChannel.open(file)));
    for (FileChannel channel : left) {
      channel.close();
    }
    List<Model> kept = new ArrayList<>();
    assertSeen("mapped model files grew", i -> kept.add(Model.load(file)));
    assertEquals(LEAKS, kept.size());
  }

  private static void assertSeen(String expected, Endurance.Piece leak) {
    AssertionError seen =
        assertThrows(AssertionError.class, () -> Endurance.assertFlat("leaks", LEAKS, SHORT, leak));
    assertTrue(seen.getMessage().contains(expected), seen.getMessage());
  }
}
