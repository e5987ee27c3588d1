package dev.gatun.bench.compare;

import dev.gatun.BackendException;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import dev.gatun.bench.subject.Scratch;
import dev.gatun.bench.subject.Subject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs [StartCommand] in a JVM like this one: same program, class path and flags.
final class OwnProcess {
  private static final String MAIN = "dev.gatun.bench.Main";
  private static final int LIMIT_MINUTES = 10;

  private final Scratch scratch;

  OwnProcess(Scratch scratch) {
    this.scratch = scratch;
  }

  /// Measures the start of one engine.
  ///
  /// @param seconds ten runs and then more until so many seconds have passed
  /// @throws BackendException if the process fails, with its own sentence
  Start measure(Subject subject, Engine engine, int threads, double seconds) throws IOException {
    Path out = scratch.folder().resolve("start.json");
    Path err = scratch.folder().resolve("start.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command(subject, engine, threads, seconds))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Process process = scratch.start(builder);
    String what = "the process of " + engine.title();
    try {
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new BackendException(what + " took more than " + LIMIT_MINUTES + " minutes");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BackendException(what + " was interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new BackendException(
          what + " ended with " + process.exitValue() + sentence(Files.readString(err)));
    }
    return Start.read(Files.readString(out));
  }

  private List<String> command(Subject subject, Engine engine, int threads, double seconds) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(engine.flags());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "start"));
    words.addAll(List.of("--engine", engine.title(), "--threads", Integer.toString(threads)));
    words.addAll(List.of("--seconds", Double.toString(seconds)));
    if (!subject.network().isEmpty()) {
      words.addAll(List.of("--network", subject.network()));
    }
    int index = 0;
    for (Map.Entry<String, Tensor> input : subject.inputs().entrySet()) {
      Path file = scratch.folder().resolve("input-" + index++ + ".npy");
      if (!Files.exists(file)) {
        TensorFiles.write(file, input.getValue());
      }
      words.addAll(List.of("--input", input.getKey() + "=" + file));
    }
    words.add(subject.file().toString());
    return words;
  }

  /// Of all that a process said, its failure.
  private static String sentence(String err) {
    return err.lines()
        .filter(line -> line.startsWith("gatun: "))
        .findFirst()
        .map(line -> line.substring("gatun".length()))
        .orElse("");
  }
}
