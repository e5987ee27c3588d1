package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Message;
import dev.gatun.Model;
import dev.gatun.kernels.java.JavaBackend;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Another JVM, and what it says.
///
/// @param lines its output and its errors
record ForkedJvm(List<String> lines) {
  /// Where the product lies: its own modules, and the library it stands on.
  static final Path API = home(Model.class);

  static final Path KERNELS = home(JavaBackend.class);
  static final Path PROTOBUF = home(Message.class);

  /// The folder or jar of a class.
  ///
  /// @param type the class
  /// @return its path
  static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Starts a JVM like this one and waits for its end.
  ///
  /// @param words what follows `java`
  /// @return what it said
  static ForkedJvm run(List<String> words) throws IOException, InterruptedException {
    return run(Path.of(System.getProperty("java.home")), words);
  }

  /// Starts a JVM and waits for its end. It gets no environment: no home, no options.
  ///
  /// @param home of the JVM
  /// @param words what follows `java`
  /// @return what it said
  /// @throws AssertionError if it fails
  static ForkedJvm run(Path home, List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !name.equals("SystemRoot")); // Windows needs this one
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
    return new ForkedJvm(output.lines().toList());
  }

  /// Joins files and folders as the JVM's options want them.
  ///
  /// @param paths files and folders
  /// @return a class path or module path
  static String path(Path... paths) {
    return List.of(paths).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The lines that begin with a word.
  ///
  /// @param word the first word
  /// @return the rest of each
  List<String> after(String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .toList();
  }
}
