package dev.gatun.kernels.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Message;
import dev.gatun.Model;
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

/// Another JVM, and what it says.
///
/// @param lines its output and its errors
public record ForkedJvm(List<String> lines) {
  private static final int LONGEST_SECONDS = 300;

  /// Where the product's interface lies.
  public static final Path API = home(Model.class);

  /// Where the kernels lie.
  public static final Path KERNELS = home(JavaBackend.class);

  /// Where the library that they stand on lies.
  public static final Path PROTOBUF = home(Message.class);

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

  /// Runs a class of this JVM's class path, with vectors and native access.
  ///
  /// @param main the class
  /// @param options of the JVM
  /// @param arguments of the class
  /// @return what it said
  public static ForkedJvm main(Class<?> main, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add("--add-modules=jdk.incubator.vector");
    words.add("--enable-native-access=ALL-UNNAMED");
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(List.of(arguments));
    return run(words);
  }

  /// Starts a JVM like this one and waits for its end.
  ///
  /// @param words what follows `java`
  /// @return what it said
  public static ForkedJvm run(List<String> words) throws IOException, InterruptedException {
    return run(Path.of(System.getProperty("java.home")), words);
  }

  /// Starts a JVM and waits for its end. It gets no environment: no home, no options.
  ///
  /// @param home of the JVM
  /// @param words what follows `java`
  /// @return what it said
  /// @throws AssertionError if it fails or takes more than five minutes
  public static ForkedJvm run(Path home, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(words);
    Path log = Files.createTempFile("forked", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> !name.equals("SystemRoot")); // Windows needs this one
      Process process = builder.start();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      String output = Files.readString(log, StandardCharsets.UTF_8);
      assertEquals(0, process.exitValue(), () -> String.join(" ", command) + "\n" + output);
      return new ForkedJvm(output.lines().toList());
    } finally {
      Files.delete(log);
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

  /// {@return all lines as one text}
  public String output() {
    return String.join("\n", lines);
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
}
