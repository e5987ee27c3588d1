package dev.gatun.conformance.cli;

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
    return hardware() + "; Java " + Runtime.version();
  }

  /// Processor and operating system.
  ///
  /// @return one line, such as `AMD EPYC 9654, 4 processors, Linux`
  public static String hardware() {
    return "%s, %d processors, %s"
        .formatted(
            processor(), Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"));
  }

  /// The JVM.
  ///
  /// @return its version and name, such as `25+36, OpenJDK 64-Bit Server VM`
  public static String java() {
    return Runtime.version() + ", " + System.getProperty("java.vm.name");
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
