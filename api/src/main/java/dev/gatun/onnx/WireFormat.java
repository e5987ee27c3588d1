package dev.gatun.onnx;

import com.google.protobuf.CodedInputStream;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Bytes to protobuf messages. Weights are not copied: what the parser gets is the little that
/// [RawDataExtractor] leaves of a file.
final class WireFormat {
  private static final int SNIFFED = 64;

  private WireFormat() {}

  /// Parses a model.
  ///
  /// @param bytes the whole file
  /// @param limits bounds the nesting of messages
  /// @return the model, with `raw_place` for the `raw_data` of all but small tensors
  /// @throws dev.gatun.LimitExceededException if messages nest deeper than the limits allow
  /// @throws ModelFormatException if this is not a model, with a guess at what it is instead
  static ModelProto parse(ByteBuffer bytes, Limits limits) {
    if (!bytes.hasRemaining()) {
      throw new ModelFormatException("got no bytes, required an ONNX model");
    }
    try {
      ByteBuffer compact = RawDataExtractor.compact(bytes.slice(), limits);
      CodedInputStream in = CodedInputStream.newInstance(compact);
      in.setRecursionLimit(limits.nestingDepth());
      in.setSizeLimit(Integer.MAX_VALUE);
      ModelProto model = ModelProto.parseFrom(in);
      if (!model.hasGraph()) {
        throw new ModelFormatException("it has no graph");
      }
      return model;
    } catch (ModelFormatException | IOException e) {
      throw notAModel(bytes, String.valueOf(e.getMessage()), e);
    }
  }

  private static ModelFormatException notAModel(ByteBuffer bytes, String detail, Throwable cause) {
    String guess = guess(bytes);
    return new ModelFormatException(
        guess == null
            ? "damaged or not an ONNX model: " + detail
            : "got " + guess + ", required an ONNX model (" + detail + ")",
        cause);
  }

  /// What a file that is not a model looks like, or null.
  private static @Nullable String guess(ByteBuffer bytes) {
    byte[] head = new byte[Math.min(SNIFFED, bytes.remaining())];
    bytes.get(bytes.position(), head);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u001f\u008b")) {
      return "a gzip file";
    } else if (text.startsWith("PK\u0003\u0004")) {
      return "a zip file (a PyTorch or archived model?)";
    } else if (text.startsWith("\u0089HDF")) {
      return "an HDF5 file (a Keras model?)";
    } else if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer instead of the file it points to";
    } else if (text.stripLeading().startsWith("<")) {
      return "an HTML or XML page";
    } else if (text.stripLeading().startsWith("{")) {
      return "a JSON text";
    }
    return text.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\n' || c == '\r' || c == '\t')
        ? "a text"
        : null;
  }
}
