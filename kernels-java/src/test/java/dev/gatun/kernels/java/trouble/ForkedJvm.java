package dev.gatun.kernels.java.trouble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A second JVM with options of its own and this one's class path.
final class ForkedJvm {
  private static final int LONGEST_SECONDS = 120;

  private ForkedJvm() {}

  /// Runs a main class to its end.
  ///
  /// @param log where its output goes
  /// @param options of the JVM
  /// @param main class and arguments
  /// @return all it printed, with its exit status as the last line
  static String run(Path log, List<String> options, String... main)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + log.resolveSibling("crash.log")));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(main));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return Files.readString(log, StandardCharsets.UTF_8) + "exit " + process.exitValue();
  }
}
