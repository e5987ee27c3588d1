package dev.gatun.kernels.opencl.device;

import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
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

  private static final int DIGEST_BYTES = 32;
  private static final long LARGEST = 256L << 20;

  private final @Nullable Path folder;

  private ProgramCache(@Nullable Path folder) {
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
    return new ProgramCache(folder);
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
    return folder == null ? "off" : folder.toString();
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
    Path file = folder.resolve(name(info, source, options));
    byte[] binary = read(file);
    if (binary != null) {
      try {
        return context.load(binary, options);
      } catch (ClException e) { // another driver with the same name and version
        delete(file);
      }
    }
    Cl.Program program = context.build(source, options);
    write(file, program);
    return program;
  }

  static String name(DeviceInfo info, String source, String options) {
    MessageDigest digest = sha256();
    for (String part :
        List.of(source, options, info.platform(), info.name(), info.version(), info.driver())) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest()) + ".bin";
  }

  private byte @Nullable [] read(Path file) {
    try {
      if (!isPrivate() || !Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return null;
      }
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > DIGEST_BYTES) {
        byte[] binary = Arrays.copyOfRange(bytes, DIGEST_BYTES, bytes.length);
        if (MessageDigest.isEqual(Arrays.copyOf(bytes, DIGEST_BYTES), sha256().digest(binary))) {
          return binary;
        }
      }
      delete(file);
      return null;
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  private void write(Path file, Cl.Program program) {
    try {
      makeFolder(file);
      if (!isPrivate()) {
        return;
      }
      byte[] binary = program.binary();
      if (binary.length == 0) {
        return;
      }
      Path temporary = Files.createTempFile(file.getParent(), "program", ".tmp");
      try {
        byte[] bytes = Arrays.copyOf(sha256().digest(binary), DIGEST_BYTES + binary.length);
        System.arraycopy(binary, 0, bytes, DIGEST_BYTES, binary.length);
        Files.write(temporary, bytes);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (ClException | IOException | SecurityException e) {
      return; // the next process builds it again
    }
  }

  private void makeFolder(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null || Files.isDirectory(parent)) {
      return;
    }
    if (isPosix(file)) {
      Files.createDirectories(
          parent,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(parent); // Windows keeps a user's folder from others by itself
    }
  }

  /// Whether nobody else can write to the folder.
  private boolean isPrivate() throws IOException {
    if (folder == null || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!isPosix(folder)) {
      return true;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    return !permissions.contains(PosixFilePermission.GROUP_WRITE)
        && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException | SecurityException e) {
      return; // it is written anew, or found damaged again
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
