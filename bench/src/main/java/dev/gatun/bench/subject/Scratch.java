package dev.gatun.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A temporary folder, and processes that work in it. Both end with this object or with the JVM,
/// whichever comes first: Ctrl-C leaves nothing behind.
public final class Scratch implements AutoCloseable {
  /// Whoever still writes while the folder goes is not given more than that.
  private static final int ATTEMPTS = 20;

  private final Path folder;
  private final Set<Process> processes = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::clear, "gatun-clean-up");

  /// Makes the folder.
  ///
  /// @throws IOException if it cannot be made
  public Scratch() throws IOException {
    folder = Files.createTempDirectory("gatun-");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Where it is.
  ///
  /// @return the folder
  public Path folder() {
    return folder;
  }

  /// Starts a process that ends with this object.
  ///
  /// @param builder of the process
  /// @return the process
  /// @throws IOException if it does not start
  public Process start(ProcessBuilder builder) throws IOException {
    processes.removeIf(other -> !other.isAlive());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /// Removes all files.
  public void empty() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is shutting down, and the hook finds nothing to do
    }
  }

  private void clear() {
    processes.forEach(Process::destroyForcibly);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        empty();
        Files.deleteIfExists(folder);
        return;
      } catch (IOException | UncheckedIOException e) {
        Throwable cause = e instanceof UncheckedIOException wrapped ? wrapped.getCause() : e;
        if (cause instanceof NoSuchFileException) {
          return;
        }
        if (!(cause instanceof DirectoryNotEmptyException)) {
          return; // nothing that another attempt would change
        }
      }
    }
  }
}
