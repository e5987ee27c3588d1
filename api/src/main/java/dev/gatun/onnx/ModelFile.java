package dev.gatun.onnx;

import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Maps a model file read-only. The mapping lives as long as anything refers to it.
final class ModelFile {
  private ModelFile() {}

  /// Maps a file.
  ///
  /// @param path the file
  /// @param limits bounds its size
  /// @throws ModelFormatException if it is missing, empty, not a regular file, not readable, or
  ///   over 2 GiB
  /// @throws LimitExceededException if it is larger than the caller allows
  static ByteBuffer map(Path path, Limits limits) {
    if (!Files.exists(path)) {
      throw new ModelFormatException("got no file there, required an ONNX model");
    }
    if (!Files.isRegularFile(path)) {
      throw new ModelFormatException(
          "got "
              + (Files.isDirectory(path) ? "a folder" : "something that is not a regular file")
              + ", required an ONNX model");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size == 0) {
        throw new ModelFormatException("got an empty file, required an ONNX model");
      }
      if (size > limits.fileBytes()) {
        throw new LimitExceededException(
            "got " + size + " bytes, Limits.fileBytes is " + limits.fileBytes());
      }
      if (size > Integer.MAX_VALUE) {
        throw new ModelFormatException(
            "got "
                + size
                + " bytes, required less than 2 GiB; larger models keep their weights in external data");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    } catch (IOException e) {
      throw new ModelFormatException("it cannot be read: " + e, e);
    }
  }
}
