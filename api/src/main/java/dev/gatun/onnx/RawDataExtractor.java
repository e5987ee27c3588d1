package dev.gatun.onnx;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.TensorProto;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Takes the weights out of a model before it is parsed, because protobuf copies a mapped file to
/// the heap as a whole (`docs/adr/0003-weights-stay-in-the-file.md`). The result is the same
/// message in which a `raw_place` stands for each longer `raw_data`:
///
/// ```text
///   file     … initializer { dims, name, raw_data: ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ } …
///   compact  … initializer { dims, name, raw_place: offset and length } …
/// ```
///
/// The walk follows the descriptors of the generated classes, so it meets every tensor that their
/// parser will: a `raw_place` that is in a file never gets to the parser. Fields that the schema
/// does not have are left out.
///
/// One pass, which does not touch the raw data. The result is not longer than the file without what
/// was taken out, plus 10 bytes for each place.
final class RawDataExtractor {
  /// Raw data up to here stays where it is: shapes, axes, scalars. More than a `raw_place` takes,
  /// so that no message grows.
  static final int LONGEST_KEPT = 64;

  private static final Descriptor TENSOR = TensorProto.getDescriptor();
  private static final FieldDescriptor RAW_DATA =
      TENSOR.findFieldByNumber(TensorProto.RAW_DATA_FIELD_NUMBER);
  private static final FieldDescriptor RAW_PLACE =
      TENSOR.findFieldByNumber(TensorProto.RAW_PLACE_FIELD_NUMBER);

  private final ByteBuffer model;
  private final WireReader in;
  private final WireWriter out;

  private RawDataExtractor(ByteBuffer model, Limits limits) {
    this.model = model;
    this.in = new WireReader(model, limits);
    this.out = new WireWriter(model.limit());
  }

  /// Makes the compact form of a model.
  ///
  /// @param model a `ModelProto` from index 0 to the limit
  /// @param limits bounds the nesting of messages
  /// @return the message without raw data, a buffer on the heap
  /// @throws ModelFormatException if this is not the wire format
  /// @throws dev.gatun.LimitExceededException if messages nest deeper than the limits allow
  static ByteBuffer compact(ByteBuffer model, Limits limits) {
    RawDataExtractor extractor = new RawDataExtractor(model, limits);
    extractor.message(ModelProto.getDescriptor());
    return extractor.out.written();
  }

  /// The raw data that was taken out.
  ///
  /// @param model the buffer that was compacted
  /// @param rawPlace of the tensor
  /// @param place the tensor, for messages
  /// @return a part of the model, no copy
  /// @throws ModelFormatException if that is not inside the model
  static MemorySegment slice(MemorySegment model, long rawPlace, String place) {
    long offset = rawPlace >>> 32;
    long length = rawPlace & 0xffff_ffffL;
    if (length > model.byteSize() - offset) {
      throw new ModelFormatException(
          place
              + ": got raw data of "
              + length
              + " bytes at offset "
              + offset
              + ", required a place within "
              + model.byteSize()
              + " bytes");
    }
    return model.asSlice(offset, length);
  }

  private void message(Descriptor type) {
    while (in.hasMore()) {
      int start = in.position();
      int tag = in.tag();
      FieldDescriptor field = type.findFieldByNumber(WireReader.number(tag));
      boolean delimited = WireReader.type(tag) == WireReader.DELIMITED;
      if (RAW_DATA.equals(field) && delimited) {
        rawData(start);
      } else if (field != null && field.getJavaType() == JavaType.MESSAGE && delimited) {
        submessage(field.getMessageType(), start);
      } else {
        in.skipValue(tag);
        if (field != null && !RAW_PLACE.equals(field) && WireReader.type(tag) != WireReader.GROUP) {
          out.copy(model, start, in.position());
        }
      }
    }
  }

  private void rawData(int start) {
    int length = in.length();
    long offset = in.position();
    in.skip(length);
    if (length > LONGEST_KEPT) {
      out.fixed64(RAW_PLACE.getNumber(), (offset << 32) | length);
    } else {
      out.copy(model, start, in.position());
    }
  }

  private void submessage(Descriptor type, int start) {
    int lengthAt = in.position();
    int length = in.length();
    int width = in.position() - lengthAt;
    out.copy(model, start, lengthAt);
    int begin = out.beginMessage(width);
    int outer = in.enter(length);
    message(type);
    in.leave(outer);
    out.endMessage(begin, width);
  }
}
