package dev.gatun.onnx;

import dev.gatun.ModelFormatException;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Operator set imports.
final class Opsets {
  /// The newest version of the standard opset that the importer was written against.
  static final int NEWEST = 27;

  /// The newest IR version that the importer was written against.
  static final int NEWEST_IR = 14;

  /// The domain of operators that may move to the standard one.
  static final String PREVIEW = "ai.onnx.preview";

  private Opsets() {}

  /// Whether operators of a domain are ours to know.
  ///
  /// @param domain as [#domain] gives it
  static boolean isKnown(String domain) {
    return domain.isEmpty() || domain.equals(PREVIEW);
  }

  /// The domain under the one name that is used for it: the standard one is empty.
  static String domain(String name) {
    return name.equals("ai.onnx") ? "" : name;
  }

  /// Versions by domain.
  ///
  /// @param imports as in the file
  /// @param place the model or function, for messages
  static Map<String, Integer> read(List<OperatorSetIdProto> imports, String place) {
    Map<String, Integer> versions = new LinkedHashMap<>();
    for (OperatorSetIdProto entry : imports) {
      long version = entry.getVersion();
      String domain = domain(entry.getDomain());
      String shown =
          domain.isEmpty() ? "the standard domain" : "domain '" + Names.shown(domain) + "'";
      if (version < 1 || version > Integer.MAX_VALUE) {
        throw new ModelFormatException(
            place + ": got opset " + version + " of " + shown + ", required 1 or more");
      }
      Integer other = versions.put(domain, (int) version);
      if (other != null && other != version) {
        throw new ModelFormatException(
            place
                + ": got opsets "
                + other
                + " and "
                + version
                + " of "
                + shown
                + ", required one");
      }
    }
    return versions;
  }
}
