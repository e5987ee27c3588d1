package dev.gatun.conformance.hostile;

import dev.gatun.GatunException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Something that must be refused, by loading, compiling or running it.
///
/// @param group the bullet of the promise that it belongs to
/// @param name what is wrong, unique in its group
/// @param sentence words that the exception's message must contain
/// @param act does it
public record BadCase(String group, String name, String sentence, Act act) {
  private static final long MOST_ROUNDS = 1000;

  /// What a caller does.
  @FunctionalInterface
  public interface Act {
    /// Does it.
    ///
    /// @param backend where models are compiled
    void on(String backend);
  }

  /// A file that is loaded, compiled and run with zeros.
  ///
  /// @param group the bullet of the promise
  /// @param name what is wrong
  /// @param sentence words of the message
  /// @param file the model
  /// @return the case
  static BadCase file(String group, String name, String sentence, byte[] file) {
    return new BadCase(
        group,
        name,
        sentence,
        backend -> {
          Model model = Model.parse(ByteBuffer.wrap(file), LoadOptions.defaults());
          SessionOptions options =
              SessionOptions.defaults()
                  .withThreads(1)
                  .withBackend(backend)
                  .withLimits(Limits.defaults().withLoopRounds(MOST_ROUNDS));
          try (Session session = model.compile(options)) {
            session.run(Inputs.zeros(model));
          }
        });
  }

  /// Does it, and looks at what comes of it.
  ///
  /// @param backend where models are compiled
  /// @return what is wrong with that, or null where it is refused in the right words
  public @Nullable String problem(String backend) {
    try {
      act.on(backend);
      return "it is accepted, required a GatunException that says '" + sentence + "'";
    } catch (GatunException e) {
      String message = String.valueOf(e.getMessage());
      return message.contains(sentence)
          ? null
          : "got \"" + message + "\", required a sentence with '" + sentence + "'";
    } catch (RuntimeException | Error e) {
      return Intake.problem(e);
    }
  }

  /// Group and name.
  @Override
  public String toString() {
    return group + ": " + name;
  }
}
