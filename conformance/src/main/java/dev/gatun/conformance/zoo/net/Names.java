package dev.gatun.conformance.zoo.net;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What layers and values are called: the scope, the kind, a number.
final class Names {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> layers = new HashMap<>();
  private String scope = "";

  /// Layers of the body start to count anew in their scope, so that one that is entered again finds
  /// the names, and so the weights, of before.
  <T> T in(String part, Supplier<T> body) {
    String outer = scope;
    scope = outer + part + "/";
    String entered = scope;
    layers.keySet().removeIf(layer -> layer.startsWith(entered));
    try {
      return body.get();
    } finally {
      scope = outer;
    }
  }

  String layer(String kind) {
    return scope + kind + layers.merge(scope + kind, 1, Integer::sum);
  }

  /// Takes a name.
  ///
  /// @return false if it is taken already
  boolean add(String name) {
    return taken.add(name);
  }

  /// Takes a name, or one that begins with it.
  String unique(String wanted) {
    String found = wanted;
    for (int i = 2; !taken.add(found); i++) {
      found = wanted + "_" + i;
    }
    return found;
  }
}
