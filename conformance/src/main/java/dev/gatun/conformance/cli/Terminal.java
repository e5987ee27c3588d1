package dev.gatun.conformance.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/// Whether a person reads the output. The launcher says so in `gatun.terminals`, since the JVM's
/// stderr is a pipe behind it; without the launcher the console is asked.
public final class Terminal {
  private static final @Nullable String TOLD = System.getProperty("gatun.terminals");

  private Terminal() {}

  /// Whether stdout is a terminal.
  ///
  /// @return false behind a pipe or in a file
  public static boolean isOut() {
    return TOLD == null ? isConsole() : TOLD.contains("1");
  }

  /// Whether stderr is a terminal.
  ///
  /// @return false behind a pipe or in a file
  public static boolean isErr() {
    return TOLD == null ? isConsole() : TOLD.contains("2");
  }

  /// Whether stdout takes colours: a terminal that is not dumb, and no wish against it
  /// (no-color.org).
  ///
  /// @return whether ANSI sequences may be written
  public static boolean hasColours() {
    String wish = System.getenv("NO_COLOR");
    return isOut() && (wish == null || wish.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where nobody is at the console
  private static boolean isConsole() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
