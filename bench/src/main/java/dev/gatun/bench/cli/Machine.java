package dev.gatun.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What measurements are taken on.
public final class Machine {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private Machine() {}

  /// Processor and Java.
  ///
  /// @return one line, such as `AMD EPYC 9654, 4 processors, linux; Java 25+36`
  public static String describe() {
    return "%s, %d processors, %s; Java %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            Runtime.version());
  }

  /// The first processor's name where Linux tells it, else its architecture.
  ///
  /// @return such as `AMD EPYC 9654`
  public static String processor() {
    return processor(LINUX);
  }

  /// The processor's name where Linux tells it, else its architecture.
  static String processor(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(MODEL) && line.contains(":"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElseGet(Machine::architecture);
    } catch (IOException e) {
      return architecture();
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
