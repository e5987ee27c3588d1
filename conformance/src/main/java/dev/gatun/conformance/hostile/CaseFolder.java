package dev.gatun.conformance.hostile;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A temporary folder for one case, deleted with all that is in it.
final class CaseFolder implements AutoCloseable {
  private final Path path;

  CaseFolder() {
    try {
      path = Files.createTempDirectory("gatun-case").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether this system has symbolic links, hard links and pipes.
  static boolean isUnix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  /// What is done in a folder.
  @FunctionalInterface
  interface Work {
    /// Does it.
    ///
    /// @param folder an empty folder
    void in(CaseFolder folder) throws IOException;
  }

  /// Does something in a folder of its own.
  static void with(Work work) {
    try (CaseFolder folder = new CaseFolder()) {
      work.in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  Path at(String name) {
    return path.resolve(name);
  }

  /// Writes a file, and the folders that it lies in.
  Path write(String name, byte[] content) throws IOException {
    Path file = at(name);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.write(file, content);
  }

  /// Makes a file of zeros that takes no space on the disk.
  Path sparse(String name, long bytes) throws IOException {
    Path file = at(name);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(bytes);
    }
    return file;
  }

  /// Makes a named pipe that nobody writes to: who opens it waits for ever.
  Path pipe(String name) throws IOException {
    Path file = at(name);
    try {
      int status =
          new ProcessBuilder(List.of("mkfifo", file.toString())).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IOException("mkfifo ends with " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while mkfifo runs", e);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
