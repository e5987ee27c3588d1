package dev.gatun;

import java.util.List;
import java.util.stream.Collectors;

/// Operators that a model uses and Gatun (or the chosen backend) does not have, all of them at
/// once.
public final class UnsupportedOperatorException extends GatunException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SHOWN = 160;

  private final transient List<Use> uses;

  /// One node that cannot be run.
  ///
  /// @param operator operator name with its domain where that is not the default one
  /// @param node the node's name, or the name of its first output
  /// @param reason why, in a few words
  public record Use(String operator, String node, String reason) {}

  /// Lists the nodes in the message, the first twenty by name.
  ///
  /// @param subject what was being loaded or compiled, the first words of the message
  /// @param uses every unsupported node
  public UnsupportedOperatorException(String subject, List<Use> uses) {
    super(message(subject, uses), null);
    this.uses = List.copyOf(uses);
  }

  private static String message(String subject, List<Use> uses) {
    int shown = Math.min(uses.size(), 20);
    String list =
        uses.stream()
            .limit(shown)
            .map(u -> shown(u.operator) + " (node '" + shown(u.node) + "': " + u.reason + ")")
            .collect(Collectors.joining(", "));
    return subject
        + ": "
        + uses.size()
        + (uses.size() == 1 ? " unsupported node: " : " unsupported nodes: ")
        + list
        + (shown < uses.size() ? ", …" : "");
  }

  /// Names are the model's: a long one is cut, and one of several lines stays on one.
  private static String shown(String name) {
    String cut = name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
    return cut.replaceAll("\\p{Cntrl}", " ");
  }

  /// Every node that cannot be run.
  ///
  /// @return the uses, in graph order
  public List<Use> uses() {
    return uses;
  }
}
