package dev.gatun.conformance.suite;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.gatun.conformance.suite.OracleDatum.Absent;
import dev.gatun.conformance.suite.OracleDatum.Elements;
import dev.gatun.conformance.suite.OracleDatum.Items;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.TypeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads test data whose files do not say which message they hold: the model's type of the value
/// does. `SequenceProto` and `OptionalProto` give a tensor, a sequence and an optional the same
/// field numbers but one, so they are read without messages of their own.
final class OracleFiles {
  private static final int TENSOR = 3;
  private static final int TENSORS = 3;
  private static final int SEQUENCES_IN_SEQUENCE = 5;
  private static final int SEQUENCE_IN_OPTIONAL = 5;
  private static final int OPTIONALS = 7;

  private OracleFiles() {}

  /// Reads a file.
  ///
  /// @param path `input_N.pb` or `output_N.pb`
  /// @param type the type that the model gives the value
  /// @throws IOException if the file cannot be read or is damaged
  static OracleDatum read(Path path, TypeProto type) throws IOException {
    ByteString bytes = ByteString.copyFrom(Files.readAllBytes(path));
    return switch (type.getValueCase()) {
      case TENSOR_TYPE, VALUE_NOT_SET -> tensor(bytes);
      case SEQUENCE_TYPE -> sequence(bytes);
      case OPTIONAL_TYPE -> optional(bytes);
      case MAP_TYPE, SPARSE_TENSOR_TYPE ->
          throw new IOException(path.getFileName() + ": found " + type.getValueCase());
    };
  }

  private static Elements tensor(ByteString bytes) throws InvalidProtocolBufferException {
    return new Elements(TensorProto.parseFrom(bytes));
  }

  private static Items sequence(ByteString bytes) throws InvalidProtocolBufferException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(bytes);
    List<OracleDatum> items = new ArrayList<>();
    for (ByteString item : fields.getField(TENSORS).getLengthDelimitedList()) {
      items.add(tensor(item));
    }
    for (ByteString item : fields.getField(SEQUENCES_IN_SEQUENCE).getLengthDelimitedList()) {
      items.add(sequence(item));
    }
    for (ByteString item : fields.getField(OPTIONALS).getLengthDelimitedList()) {
      items.add(optional(item));
    }
    return new Items(items);
  }

  private static OracleDatum optional(ByteString bytes) throws InvalidProtocolBufferException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(bytes);
    if (fields.hasField(TENSOR)) {
      return tensor(fields.getField(TENSOR).getLengthDelimitedList().getFirst());
    } else if (fields.hasField(SEQUENCE_IN_OPTIONAL)) {
      return sequence(fields.getField(SEQUENCE_IN_OPTIONAL).getLengthDelimitedList().getFirst());
    } else if (fields.hasField(OPTIONALS)) {
      return optional(fields.getField(OPTIONALS).getLengthDelimitedList().getFirst());
    }
    return new Absent();
  }
}
