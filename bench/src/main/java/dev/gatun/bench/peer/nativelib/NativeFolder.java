package dev.gatun.bench.peer.nativelib;

import dev.gatun.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The folder into which the build unpacks the peers' native libraries.
///
/// @param path which need not exist
public record NativeFolder(Path path) {
  /// The system property that names the folder.
  public static final String PROPERTY = "gatun.peers";

  /// How deep the packages nest their libraries.
  private static final int DEPTH = 8;

  /// The folder that the launcher and the tests name.
  ///
  /// @return it, or one that is not there where nobody names one
  public static NativeFolder standard() {
    return new NativeFolder(Path.of(System.getProperty(PROPERTY, "peers")));
  }

  /// Finds a library.
  ///
  /// @param peer whose it is, for people
  /// @param name without what systems put in front and behind, such as `openblas`
  /// @return the file
  /// @throws BackendException if the folder does not have it
  Path library(String peer, String name) {
    List<Path> files = files();
    for (Path file : files) {
      String found = String.valueOf(file.getFileName());
      if (found.startsWith("lib" + name + ".") || found.startsWith(name + ".")) {
        return file;
      }
    }
    throw new BackendException(
        "%s: got no library '%s' in %s; required is what 'mvn -Pmkl -pl bench dependency:unpack@peers' puts there"
            .formatted(peer, name, path));
  }

  private List<Path> files() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(path, DEPTH)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new BackendException("peers: the folder " + path + " cannot be read", e);
    }
  }
}
