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

  /// One that is there and was not yet asked whether it is usable, or a class that failed to load.
  private record Provided(String name, Optional<Backend> backend, String failure) {
    static Provided broken(String name, Throwable e) {
      Throwable cause = e.getCause() != null ? e.getCause() : e;
      return new Provided(name, Optional.empty(), "failed to load: " + cause);
    }

    Candidate ask() {
      Usability usability = new Usability(false, 0, failure);
      if (backend.isPresent()) {
        try {
          usability = backend.get().usability();
        } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
          return broken(name, e).ask();
        }
      }
      return new Candidate(new Found(name, usability), backend);
    }
  }

  private record Candidate(Found found, Optional<Backend> backend) {
    boolean isUsable() {
      return backend.isPresent() && found.usability.usable();
    }
  }

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
        candidates.stream().filter(Candidate::isUsable).flatMap(c -> c.backend.stream()).toList();
    if (usable.isEmpty()) {
      throw new BackendException("got no usable backend, required one; found " + list(candidates));
    }
    return usable;
  }

  /// The backend of a name. No other is asked whether it is usable, which may load a driver.
  ///
  /// @param name its name, such as `java`
  /// @return the backend
  /// @throws BackendException if there is none or it is not usable, saying which there are
  public static Backend named(String name) {
    List<Candidate> asked =
        provided().stream().filter(p -> p.name.equals(name)).map(Provided::ask).toList();
    for (Candidate candidate : asked) {
      if (candidate.isUsable()) {
        return candidate.backend.orElseThrow();
      }
    }
    if (asked.isEmpty()) {
      throw new BackendException(
          "got backend '" + name + "', required one of those found: " + list(candidates()));
    }
    throw new BackendException(
        "backend '"
            + name
            + "' is not usable here: "
            + asked.getFirst().found.usability.description()
            + "; found "
            + list(candidates()));
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
    return provided().stream()
        .map(Provided::ask)
        .sorted(
            Comparator.comparingInt((Candidate c) -> c.found.usability.usable() ? 0 : 1)
                .thenComparingInt(c -> -c.found.usability.speed()))
        .toList();
  }

  private static List<Provided> provided() {
    List<Provided> provided = new ArrayList<>();
    Set<Class<?>> known = new HashSet<>();
    collect(Backend.class.getClassLoader(), provided, known);
    ClassLoader callers = Thread.currentThread().getContextClassLoader();
    if (!Objects.equals(callers, Backend.class.getClassLoader()) && isOurs(callers)) {
      collect(callers, provided, known);
    }
    return provided;
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
      @Nullable ClassLoader loader, List<Provided> provided, Set<Class<?>> known) {
    Iterator<ServiceLoader.Provider<Backend>> providers =
        ServiceLoader.load(Backend.class, loader).stream().iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        ServiceLoader.Provider<Backend> provider = providers.next();
        if (known.add(provider.type())) {
          provided.add(provided(provider, provider.type().getName()));
        }
      } catch (ServiceConfigurationError e) {
        provided.add(
            Provided.broken("?", e)); // a line of META-INF/services that names no such class
      }
    }
  }

  private static Provided provided(Supplier<Backend> provider, String className) {
    String name = className;
    try {
      Backend backend = provider.get();
      name = backend.name();
      return new Provided(name, Optional.of(backend), "");
    } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
      return Provided.broken(name, e);
    }
  }
}
