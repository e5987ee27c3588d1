package dev.gatun;

import dev.gatun.session.FallBack;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Usability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The backends beside this class, on the module path and class path, and those that the calling
/// thread's context class loader finds besides. One that fails to load or to answer is listed as
/// not usable, and hinders no other.
///
/// ```java
/// for (Backends.Found found : Backends.all()) {
///   System.out.println(found.name() + ": " + found.usability().description());
/// }
/// ```
public final class Backends {
  private Backends() {}

  /// One backend that was found.
  ///
  /// @param name the name to choose it by; of one that fails to load, the class' name
  /// @param usability whether it runs here, how fast it is expected to be, and why (not)
  public record Found(String name, Usability usability) {}

  private record Candidate(Found found, Optional<Backend> backend) {}

  /// Every backend, usable ones first, the fastest of them first.
  ///
  /// @return what was found, empty where no backend is there
  public static List<Found> all() {
    return candidates().stream().map(Candidate::found).toList();
  }

  /// The fastest usable backend.
  ///
  /// @return the backend
  /// @throws BackendException if none is usable, saying which there are and why they are not
  public static Backend fastest() {
    return usable().getFirst();
  }

  /// The fastest usable backend, and the next ones where it fails.
  static Backend fastestThatWorks() {
    return FallBack.of(usable());
  }

  /// At least one, the fastest first.
  private static List<Backend> usable() {
    List<Candidate> candidates = candidates();
    List<Backend> usable =
        candidates.stream()
            .filter(c -> c.found.usability.usable())
            .flatMap(c -> c.backend.stream())
            .toList();
    if (usable.isEmpty()) {
      throw new BackendException("got no usable backend, required one; found " + list(candidates));
    }
    return usable;
  }

  /// The backend of a name.
  ///
  /// @param name its name, such as `java`
  /// @return the backend
  /// @throws BackendException if there is none or it is not usable, saying which there are
  public static Backend named(String name) {
    List<Candidate> candidates = candidates();
    for (Candidate candidate : candidates) {
      if (candidate.found.name.equals(name)) {
        if (candidate.backend.isEmpty() || !candidate.found.usability.usable()) {
          throw new BackendException(
              "backend '"
                  + name
                  + "' is not usable here: "
                  + candidate.found.usability.description()
                  + "; found "
                  + list(candidates));
        }
        return candidate.backend.get();
      }
    }
    throw new BackendException(
        "got backend '" + name + "', required one of those found: " + list(candidates));
  }

  private static String list(List<Candidate> candidates) {
    return candidates.isEmpty()
        ? "none on the module path or class path"
        : candidates.stream()
            .map(c ->
                c.found.name
                    + (c.found.usability.usable() ? " (usable: " : " (not usable: ")
                    + c.found.usability.description()
                    + ")")
            .collect(Collectors.joining(", "));
  }

  private static List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    Set<Class<?>> known = new HashSet<>();
    collect(Backend.class.getClassLoader(), candidates, known);
    ClassLoader callers = Thread.currentThread().getContextClassLoader();
    if (!Objects.equals(callers, Backend.class.getClassLoader()) && isOurs(callers)) {
      collect(callers, candidates, known);
    }
    candidates.sort(
        Comparator.comparingInt((Candidate c) -> c.found.usability.usable() ? 0 : 1)
            .thenComparingInt(c -> -c.found.usability.speed()));
    return candidates;
  }

  /// Whether a loader's backends can be ours: a thread's context loader may know nothing of Gatun,
  /// or another copy of it.
  private static boolean isOurs(@Nullable ClassLoader loader) {
    try {
      return Class.forName(Backend.class.getName(), false, loader).equals(Backend.class);
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static void collect(
      @Nullable ClassLoader loader, List<Candidate> candidates, Set<Class<?>> known) {
    Iterator<ServiceLoader.Provider<Backend>> providers =
        ServiceLoader.load(Backend.class, loader).stream().iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        ServiceLoader.Provider<Backend> provider = providers.next();
        if (known.add(provider.type())) {
          candidates.add(candidate(provider, provider.type().getName()));
        }
      } catch (ServiceConfigurationError e) {
        candidates.add(broken("?", e)); // a line of META-INF/services that names no such class
      }
    }
  }

  private static Candidate candidate(Supplier<Backend> provider, String className) {
    String name = className;
    try {
      Backend backend = provider.get();
      name = backend.name();
      return new Candidate(new Found(name, backend.usability()), Optional.of(backend));
    } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
      return broken(name, e);
    }
  }

  private static Candidate broken(String name, Throwable e) {
    Throwable cause = e.getCause() != null ? e.getCause() : e;
    return new Candidate(
        new Found(name, new Usability(false, 0, "failed to load: " + cause)), Optional.empty());
  }
}
