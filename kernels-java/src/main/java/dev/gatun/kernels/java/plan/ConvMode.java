package dev.gatun.kernels.java.plan;

import dev.gatun.BackendException;
import java.util.Locale;

/// Which algorithm convolutions take: what the rule says, or one by name wherever it can serve.
public enum ConvMode {
  /// [ConvAlgorithm#choose] decides.
  AUTO,
  /// Never a transform.
  DIRECT,
  /// Winograd F(2×2, 3×3) wherever it applies.
  WINOGRAD2,
  /// Winograd F(4×4, 3×3) wherever it applies.
  WINOGRAD4;

  /// The system property that names a mode, in lower case.
  public static final String PROPERTY = "gatun.conv";

  /// The one place that reads the property.
  ///
  /// @return the mode named by `-Dgatun.conv=auto|direct|winograd2|winograd4`
  /// @throws BackendException if it is none of these
  public static ConvMode ofProperty() {
    String name = System.getProperty(PROPERTY, "auto");
    for (ConvMode mode : values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
        return mode;
      }
    }
    throw new BackendException(
        "-D" + PROPERTY + ": got '" + name + "', required auto, direct, winograd2 or winograd4");
  }
}
