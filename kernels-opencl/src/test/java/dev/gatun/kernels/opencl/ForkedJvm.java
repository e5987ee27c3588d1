package dev.gatun.kernels.opencl;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Another JVM with an OpenCL of its own, and what it says.
///
/// @param lines its output and its errors
public record ForkedJvm(List<String> lines) {
  private static final int LONGEST_SECONDS = 120;

  /// Starts a JVM like this one and waits for its end.
  ///
  /// @param environment beside this process's
  /// @param words what follows `java`
  /// @return what it said
  /// @throws AssertionError if it fails or takes more than two minutes
  public static ForkedJvm run(Map<String, String> environment, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words);
    Path log = Files.createTempFile("forked", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String output = Files.readString(log, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        String how = ended ? "exit code " + process.exitValue() : LONGEST_SECONDS + " s are over";
        throw new AssertionError(how + ": " + String.join(" ", command) + "\n" + output);
      }
      return new ForkedJvm(output.lines().toList());
    } finally {
      Files.delete(log);
    }
  }

  /// Runs a class of this JVM's class path.
  ///
  /// @param environment beside this process's
  /// @param options of the JVM
  /// @param main the class
  /// @param arguments of the class
  /// @return what it said
  public static ForkedJvm main(
      Map<String, String> environment, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(List.of(arguments));
    return run(environment, words);
  }

  /// The folder or jar of a class.
  ///
  /// @param type the class
  /// @return its path
  public static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Joins files and folders as the JVM's options want them.
  ///
  /// @param paths files and folders
  /// @return a class path or module path
  public static String path(Path... paths) {
    return List.of(paths).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The lines that begin with a word.
  ///
  /// @param word the first word
  /// @return the rest of each
  public List<String> after(String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .toList();
  }

  /// {@return all lines as one text}
  public String output() {
    return String.join("\n", lines);
  }
}
