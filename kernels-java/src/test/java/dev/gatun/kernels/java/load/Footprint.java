package dev.gatun.kernels.java.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/// What this process holds at one moment. Of what the system does not say, −1.
///
/// @param done how much of the work is done
/// @param heap bytes of the Java heap in use after a collection
/// @param resident bytes of the process in memory, as Linux says in `/proc/self/status`
/// @param threads of the JVM that Java code sees
/// @param files open file descriptors, as Linux says in `/proc/self/fd`
/// @param mappings memory mappings of model files, as Linux says in `/proc/self/maps`
record Footprint(int done, long heap, long resident, int threads, int files, int mappings) {
  /// The most that a footprint may be above an earlier one.
  ///
  /// @param heap bytes
  /// @param resident bytes
  /// @param patience how long to look again for what has grown to go away: a method that C2 is at
  ///   work on holds some 100 MiB, a leak stays
  record Slack(long heap, long resident, Duration patience) {}

  private static final Path PROC = Path.of("/proc/self");
  private static final Duration SETTLING = Duration.ofMillis(75);

  /// Collects garbage and looks.
  ///
  /// @param done how much of the work is done
  /// @return the footprint now
  static Footprint after(int done) throws InterruptedException {
    for (int i = 0; i < 2; i++) { // the first hands buffers to their cleaners
      System.gc();
      Thread.sleep(SETTLING); // engine threads end when idle for 100 ms
    }
    trim();
    return new Footprint(
        done,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        residentNow(),
        Thread.getAllStackTraces().size(),
        filesNow(),
        mappingsNow());
  }

  /// Has the allocator give back what is free: C2 takes some 100 MiB for a large method.
  private static void trim() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "systemTrimNativeHeap",
              new Object[0],
              new String[0]);
    } catch (JMException | RuntimeException e) {
      System.out.println("resident memory includes what the allocator keeps: " + e.getMessage());
    }
  }

  private static long residentNow() {
    for (String line : lines(PROC.resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return -1;
  }

  private static int filesNow() {
    if (!Files.isDirectory(PROC.resolve("fd"))) {
      return -1;
    }
    try (Stream<Path> files = Files.list(PROC.resolve("fd"))) {
      return (int) files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int mappingsNow() {
    List<String> lines = lines(PROC.resolve("maps"));
    return lines.isEmpty() ? -1 : (int) lines.stream().filter(l -> l.contains(".onnx")).count();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Which of the figures have grown.
  ///
  /// @param earlier a footprint to compare with
  /// @param slack what heap and resident memory may grow by; the rest must be no more than it was
  /// @return a sentence for each, none where all is flat
  List<String> growth(Footprint earlier, Slack slack) {
    List<String> grown = new ArrayList<>();
    if (heap > earlier.heap + slack.heap) {
      grown.add("heap grew from " + mib(earlier.heap) + " to " + mib(heap));
    }
    if (resident > earlier.resident + slack.resident) {
      grown.add("resident memory grew from " + mib(earlier.resident) + " to " + mib(resident));
    }
    if (threads > earlier.threads) {
      grown.add("threads grew from " + earlier.threads + " to " + threads);
    }
    if (files > earlier.files) {
      grown.add("open files grew from " + earlier.files + " to " + files);
    }
    if (mappings > earlier.mappings) {
      grown.add("mapped model files grew from " + earlier.mappings + " to " + mappings);
    }
    return grown;
  }

  private static String mib(long bytes) {
    return bytes < 0 ? "–" : "%.1f MiB".formatted(bytes / 1048576.0);
  }

  private static String count(int number) {
    return number < 0 ? "–" : Integer.toString(number);
  }

  /// The head of a table of footprints.
  ///
  /// @param work what is counted
  /// @return two lines of Markdown
  static String head(String work) {
    return "| "
        + work
        + " | heap after GC | resident | threads | open files | mapped models |\n"
        + "| ---: | ---: | ---: | ---: | ---: | ---: |";
  }

  /// A row of the table.
  @Override
  public String toString() {
    return "| %,d | %s | %s | %d | %s | %s |"
        .formatted(done, mib(heap), mib(resident), threads, count(files), count(mappings));
  }
}
