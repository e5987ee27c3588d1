package dev.gatun.kernels.opencl.device;

import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Compiled programs in files, so that the next process need not compile them. A file is named by
/// the SHA-256 of all that decides what the compiler makes, and holds the binary behind its own
/// SHA-256: drivers do not survive any bytes. Whatever goes wrong, the program is built from its
/// source.
///
/// `-Dgatun.opencl.cache=DIR` names another folder, `off` does without. The folder is the user's
/// alone: who could write there could run code here.
public final class ProgramCache {
  private static final String PROPERTY = "gatun.opencl.cache";

  /// It has a cache of its own, and to give a binary it compiles every kernel of the program, those
  /// that are not used too.
  private static final String POCL = "Portable Computing Language";

  private static final long LARGEST = 256L << 20;

  private final @Nullable PrivateFolder folder;

  private ProgramCache(@Nullable PrivateFolder folder) {
    this.folder = folder;
  }

  /// {@return a cache that keeps nothing}
  public static ProgramCache off() {
    return new ProgramCache(null);
  }

  /// A cache in a folder.
  ///
  /// @param folder made when it is first written to
  /// @return the cache
  public static ProgramCache in(Path folder) {
    return new ProgramCache(new PrivateFolder(folder));
  }

  /// {@return the cache that the system property names, else the one of this user}
  public static ProgramCache configured() {
    String wanted = System.getProperty(PROPERTY);
    try {
      if (wanted != null) {
        return wanted.equals("off") ? off() : in(Path.of(wanted));
      }
      String caches = System.getenv("XDG_CACHE_HOME");
      if (caches == null || caches.isBlank()) {
        caches = System.getenv("LOCALAPPDATA");
      }
      Path users =
          caches == null || caches.isBlank()
              ? Path.of(System.getProperty("user.home", ""), ".cache")
              : Path.of(caches);
      return users.isAbsolute() ? in(users.resolve("gatun").resolve("opencl")) : off();
    } catch (InvalidPathException e) {
      return off();
    }
  }

  /// {@return where it is, or that there is none}
  public String description() {
    return folder == null ? "off" : folder.path().toString();
  }

  /// {@return where it is, or null if it keeps nothing}
  public @Nullable PrivateFolder folder() {
    return folder;
  }

  /// A program from its file, else from its source.
  ///
  /// @param context builds it
  /// @param info of the context's device
  /// @param source OpenCL C
  /// @param options of the compiler
  /// @return the program
  /// @throws ClException if the source cannot be built
  Cl.Program program(Cl.Context context, DeviceInfo info, String source, String options) {
    if (folder == null || info.platform().equals(POCL)) {
      return context.build(source, options);
    }
    String name = name(info, source, options);
    byte[] binary = read(folder, name);
    if (binary != null) {
      try {
        return context.load(binary, options);
      } catch (ClException e) { // another driver with the same name and version
        folder.delete(name);
      }
    }
    Cl.Program program = context.build(source, options);
    write(folder, name, program);
    return program;
  }

  static String name(DeviceInfo info, String source, String options) {
    return Digest.of(source, options, info.platform(), info.name(), info.version(), info.driver())
        + ".bin";
  }

  private static byte @Nullable [] read(PrivateFolder folder, String name) {
    byte[] bytes = folder.read(name, LARGEST);
    if (bytes == null) {
      return null;
    }
    if (bytes.length > Digest.BYTES) {
      byte[] binary = Arrays.copyOfRange(bytes, Digest.BYTES, bytes.length);
      if (Arrays.equals(Arrays.copyOf(bytes, Digest.BYTES), Digest.of(binary))) {
        return binary;
      }
    }
    folder.delete(name);
    return null;
  }

  private static void write(PrivateFolder folder, String name, Cl.Program program) {
    byte[] binary;
    try {
      binary = program.binary();
    } catch (ClException e) {
      return; // the next process builds it again
    }
    if (binary.length > 0) {
      byte[] bytes = Arrays.copyOf(Digest.of(binary), Digest.BYTES + binary.length);
      System.arraycopy(binary, 0, bytes, Digest.BYTES, binary.length);
      folder.write(name, bytes);
    }
  }
}
