package dev.gatun.onnx;

import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.onnx.proto.StringStringEntryProto;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tensor data in files beside the model, mapped read-only. A location is a relative path that
/// stays inside one root folder, also when symbolic links are followed, and names a regular file
/// with one name only: a hard link could be any file of the same disk.
final class ExternalData {
  private final Path root;
  private final Limits limits;
  private final Map<String, MemorySegment> files = new HashMap<>();

  /// @param root the folder that locations are relative to and must stay in
  /// @param limits bounds the size of a file
  ExternalData(Path root, Limits limits) {
    this.root = root;
    this.limits = limits;
  }

  /// Maps the data of one tensor.
  ///
  /// @param entries `location`, and optionally `offset` and `length` in bytes
  /// @param bytes what type and dims require
  /// @param place the tensor, for messages
  /// @throws ModelFormatException if the location is not allowed, cannot be read or has too few
  ///   bytes
  MemorySegment map(List<StringStringEntryProto> entries, long bytes, String place) {
    String location = null;
    long offset = 0;
    long length = bytes;
    for (StringStringEntryProto entry : entries) {
      switch (entry.getKey()) {
        case "location" -> location = entry.getValue();
        case "offset" -> offset = number(entry, place);
        case "length" -> length = number(entry, place);
        default -> {} // checksum, and keys of other programs
      }
    }
    if (location == null) {
      throw new ModelFormatException(
          place + ": got external data without a location, required one");
    }
    if (length != bytes) {
      throw new ModelFormatException(
          place + ": got external data of " + length + " bytes, required " + bytes);
    }
    MemorySegment file = file(location, place);
    if (offset > file.byteSize() || bytes > file.byteSize() - offset) {
      throw new ModelFormatException(
          place
              + ": got external data '"
              + Names.shown(location)
              + "' of "
              + file.byteSize()
              + " bytes, required "
              + bytes
              + " bytes at offset "
              + offset);
    }
    return file.asSlice(offset, bytes);
  }

  private static long number(StringStringEntryProto entry, String place) {
    try {
      long value = Long.parseLong(entry.getValue());
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, as for a negative one
    }
    throw new ModelFormatException(
        place
            + ": got external data with "
            + entry.getKey()
            + " '"
            + Names.shown(entry.getValue())
            + "', required a number of bytes, 0 or more");
  }

  private MemorySegment file(String location, String place) {
    MemorySegment known = files.get(location);
    if (known != null) {
      return known;
    }
    MemorySegment mapped = open(resolve(location, place), location, place);
    files.put(location, mapped);
    return mapped;
  }

  private Path resolve(String location, String place) {
    String refusal = refusal(location);
    if (refusal != null) {
      throw refused(location, refusal, place, null);
    }
    try {
      Path top = root.toRealPath();
      Path file = top.resolve(location).toRealPath();
      if (!file.startsWith(top)) {
        throw refused(location, "it leads out of the folder that the caller allowed", place, null);
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(location, "it is not a regular file", place, null);
      }
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
          && Files.getAttribute(file, "unix:nlink") instanceof Integer links
          && links > 1) {
        throw refused(
            location, "it is a hard link, one of " + links + " names of one file", place, null);
      }
      return file;
    } catch (IOException e) {
      throw refused(location, "it cannot be found: " + reason(e), place, e);
    } catch (InvalidPathException e) {
      throw refused(location, "it is not a path", place, e);
    }
  }

  /// Why a location is not allowed whatever the disk holds, or null.
  private static @Nullable String refusal(String location) {
    if (location.isEmpty()) {
      return "it is empty";
    }
    if (location.indexOf('\0') >= 0) {
      return "it contains NUL";
    }
    if (location.startsWith("/") || location.startsWith("\\")) {
      return "it is absolute";
    }
    if (location.length() >= 2
        && location.charAt(1) == ':'
        && Character.isLetter(location.charAt(0))) {
      return "it names a drive";
    }
    for (String part : location.split("[/\\\\]", -1)) {
      if (part.equals("..")) {
        return "it contains '..'";
      }
    }
    return null;
  }

  private MemorySegment open(Path file, String location, String place) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long size = channel.size();
      if (size > limits.fileBytes()) {
        throw new LimitExceededException(
            place
                + ": external data '"
                + Names.shown(location)
                + "' has "
                + size
                + " bytes, Limits.fileBytes is "
                + limits.fileBytes());
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
    } catch (IOException e) {
      throw refused(location, "it cannot be read: " + reason(e), place, e);
    }
  }

  /// Why the system refuses a file, without its name, which a model may have made long.
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException refused ? refused.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : Names.shown(reason);
  }

  private static ModelFormatException refused(
      String location, String reason, String place, @Nullable Throwable cause) {
    return new ModelFormatException(
        place
            + ": got external data at '"
            + Names.shown(location)
            + "', but "
            + reason
            + "; required a relative path to a regular file inside the allowed folder",
        cause);
  }
}
