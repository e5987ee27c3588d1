package dev.gatun;

import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.TensorMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Tensors in files, by the file's name: `.pb` (an ONNX `TensorProto`), `.npy` (NumPy, versions 1
/// to 3, C order), `.bin` (the bare elements, little-endian, without type or shape).
///
/// ```java
/// Tensor x = TensorFiles.read(Path.of("input_0.pb"));
/// TensorFiles.write(Path.of("x.npy"), x);
/// ```
public final class TensorFiles {
  private TensorFiles() {}

  /// Reads a tensor file. A `.bin` file becomes FLOAT32 with one axis.
  ///
  /// @param path a `.pb`, `.npy` or `.bin` file
  /// @return the tensor, on the heap
  /// @throws ModelFormatException if the content is not what the name says, or damaged
  /// @throws InvalidInputException if the file cannot be read, its name has another ending, or
  ///   Gatun has no such element type
  /// @throws LimitExceededException if it is larger than the default limits or the Java heap
  public static Tensor read(Path path) {
    return read(path, new TensorType(DType.FLOAT32, List.of(Dim.UNKNOWN)));
  }

  /// Reads a tensor file for a value whose type is known. Only a `.bin` file looks at it; the
  /// others bring their own.
  ///
  /// @param path a `.pb`, `.npy` or `.bin` file
  /// @param type element type and extents of a `.bin` file; one extent may be unknown and then
  ///   follows from the file's size
  /// @return the tensor, on the heap
  /// @throws ModelFormatException if the content is not what the name says, or damaged
  /// @throws InvalidInputException if the file cannot be read, its name has another ending, its
  ///   size does not fit the type or Gatun has no such element type
  /// @throws LimitExceededException if it is larger than the default limits or the Java heap
  public static Tensor read(Path path, TensorType type) {
    String place = path.getFileName() + "";
    try {
      ByteBuffer bytes = bytes(path, Limits.defaults());
      return switch (ending(path)) {
        case "pb" -> TensorMessages.read(bytes, Limits.defaults(), place);
        case "npy" -> Npy.read(bytes, place);
        case "bin" -> raw(bytes, type, place);
        default -> throw unknownEnding(path);
      };
    } catch (OutOfMemoryError e) {
      throw new LimitExceededException(
          place + ": the Java heap is too small to read this tensor", e);
    }
  }

  /// Writes a tensor file, replacing what is there.
  ///
  /// @param path a `.pb`, `.npy` or `.bin` file
  /// @param tensor what to write
  /// @throws InvalidInputException if the file cannot be written, its name has another ending, or
  ///   the format has no such element type (`.npy` has no BFLOAT16, nor what [DType#isStorageOnly]
  ///   names)
  public static void write(Path path, Tensor tensor) {
    byte[] bytes =
        switch (ending(path)) {
          case "pb" ->
              TensorMessages.write(tensor.dtype(), tensor.shape(), LittleEndian.elements(tensor));
          case "npy" -> Npy.write(tensor);
          case "bin" -> LittleEndian.elements(tensor);
          default -> throw unknownEnding(path);
        };
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new InvalidInputException(path.getFileName() + ": it cannot be written: " + e, e);
    }
  }

  private static String ending(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static InvalidInputException unknownEnding(Path path) {
    return new InvalidInputException(
        path.getFileName() + ": required a name that ends in .pb, .npy or .bin");
  }

  private static ByteBuffer bytes(Path path, Limits limits) {
    if (Files.exists(path)
        && !Files.isRegularFile(path)) { // a pipe may never end, a device never does
      throw new InvalidInputException(
          path.getFileName()
              + ": got "
              + (Files.isDirectory(path) ? "a folder" : "something that is not a regular file")
              + ", required a tensor file");
    }
    try {
      long size = Files.size(path);
      if (size > Math.min(limits.fileBytes(), Integer.MAX_VALUE - 16)) {
        throw new LimitExceededException(
            path.getFileName()
                + ": got "
                + size
                + " bytes, at most "
                + Math.min(limits.fileBytes(), Integer.MAX_VALUE - 16)
                + " are allowed");
      }
      return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new InvalidInputException(path.getFileName() + ": it cannot be read: " + e, e);
    }
  }

  private static long known(long bytes, long extent, TensorType type, String place) {
    try {
      return Math.multiplyExact(bytes, extent);
    } catch (ArithmeticException e) {
      throw new InvalidInputException(
          place + ": got type " + type + ", required one whose size in bytes 63 bits hold", e);
    }
  }

  /// The one unknown extent follows from the number of bytes.
  private static Tensor raw(ByteBuffer bytes, TensorType type, String place) {
    List<Dim> dims = type.dims() == null ? List.of(Dim.UNKNOWN) : type.dims();
    long known = type.dtype().bytes();
    int unknown = -1;
    long[] extents = new long[dims.size()];
    for (int i = 0; i < extents.length; i++) {
      if (dims.get(i) instanceof Dim.Known k) {
        extents[i] = k.value();
        known = known(known, k.value(), type, place);
      } else if (unknown < 0) {
        unknown = i;
      } else {
        throw new InvalidInputException(
            place + ": got type " + type + ", required at most one unknown extent for a .bin file");
      }
    }
    if (unknown >= 0) {
      extents[unknown] = known == 0 ? 0 : bytes.remaining() / known;
    }
    Shape shape = Shape.of(extents);
    if (Tensor.byteSize(type.dtype(), shape) != bytes.remaining()) {
      throw new InvalidInputException(
          place
              + ": got "
              + bytes.remaining()
              + " bytes, required "
              + Tensor.byteSize(type.dtype(), shape)
              + " for "
              + type);
    }
    return LittleEndian.tensor(type.dtype(), shape, bytes);
  }
}
