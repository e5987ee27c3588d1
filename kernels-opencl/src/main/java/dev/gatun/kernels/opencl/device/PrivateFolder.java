package dev.gatun.kernels.opencl.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A folder that is the user's alone: who could write there could run code here. Nothing is read
/// from a folder that others can write to, and nothing written. What is in it can be done without,
/// so nothing fails.
///
/// @param path made when it is first written to
public record PrivateFolder(Path path) {
  /// Reads a file.
  ///
  /// @param name in this folder
  /// @param most bytes
  /// @return its content, or null where there is none that may be read
  public byte @Nullable [] read(String name, long most) {
    Path file = path.resolve(name);
    try {
      boolean readable = isPrivate() && Files.isRegularFile(file) && Files.size(file) <= most;
      return readable ? Files.readAllBytes(file) : null;
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  /// Writes a file whole, or not at all.
  ///
  /// @param name in this folder
  /// @param content its bytes
  /// @return whether it was written
  public boolean write(String name, byte[] content) {
    try {
      make();
      if (!isPrivate()) {
        return false;
      }
      Path temporary = Files.createTempFile(path, "gatun", ".tmp");
      try {
        Files.write(temporary, content);
        Files.move(temporary, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return true;
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  /// Deletes a file.
  ///
  /// @param name in this folder
  /// @return whether there was one
  public boolean delete(String name) {
    try {
      return Files.deleteIfExists(path.resolve(name));
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  private void make() throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    if (isPosix()) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(path); // Windows keeps a user's folder from others by itself
    }
  }

  /// Whether nobody else can write to the folder.
  private boolean isPrivate() throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!isPosix()) {
      return true;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    return !permissions.contains(PosixFilePermission.GROUP_WRITE)
        && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
