package dev.gatun.onnx;

import dev.gatun.LimitExceededException;
import dev.gatun.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Supplier;

/// The entry to this package: ONNX files and buffers to [ImportedModel]s. Whatever the bytes are,
/// nothing but a `GatunException` comes out, and its message begins with the file's name.
public final class OnnxReader {
  private OnnxReader() {}

  /// Reads a file; its weights stay in the mapped file, except typed lists such as `float_data` and
  /// tensors of a few bytes.
  ///
  /// @param path the file
  /// @param options limits, external data
  /// @return the model
  public static ImportedModel read(Path path, ImportOptions options) {
    return named(
        path.toString(),
        () -> read(ModelFile.map(path, options.limits()), path.toString(), options));
  }

  /// Reads a buffer's remaining bytes; the weights stay in it, on the heap or outside.
  ///
  /// @param bytes the model
  /// @param options limits, external data
  /// @return the model
  public static ImportedModel read(ByteBuffer bytes, ImportOptions options) {
    return named("model", () -> read(bytes, "model", options));
  }

  private static ImportedModel read(ByteBuffer bytes, String name, ImportOptions options) {
    if (bytes.remaining() > options.limits().fileBytes()) {
      throw new LimitExceededException(
          "got "
              + bytes.remaining()
              + " bytes, Limits.fileBytes is "
              + options.limits().fileBytes());
    }
    MemorySegment data = MemorySegment.ofBuffer(bytes).asReadOnly();
    return new ModelImporter(name, options, data, WireFormat.parse(bytes, options.limits())).run();
  }

  /// Puts the file's name in front of messages. Memory that runs out while reading is the fault of
  /// the file's size.
  private static ImportedModel named(String name, Supplier<ImportedModel> reading) {
    try {
      return reading.get();
    } catch (ModelFormatException e) {
      throw new ModelFormatException(name + ": " + e.getMessage(), e);
    } catch (LimitExceededException e) {
      throw new LimitExceededException(name + ": " + e.getMessage(), e);
    } catch (InternalError e) { // how the JVM reports a mapped file that became shorter
      throw new ModelFormatException(name + ": the file changed while it was read", e);
    } catch (OutOfMemoryError e) {
      throw new LimitExceededException(name + ": the Java heap is too small to read this model", e);
    }
  }
}
