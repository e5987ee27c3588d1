package dev.gatun.kernels.java.width;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/// Tells HotSpot how to compile classes that hold large vector kernels.
///
/// C1 fails at tier 3 on such methods ("out of virtual registers"); unless C2's queue happens to be
/// short, they then stay in tier 2 for ever, some hundred times slower than compiled. So C1 is kept
/// away from them: they run in the interpreter until C2 is done with them. C2 compiles them in the
/// foreground, that is, the call that triggers the compilation waits for it and then runs the
/// compiled code, instead of going on interpreting next to a compiler thread.
///
/// C2 compiles bounds checks as intrinsics until one fails in compiled code; from then on it
/// inlines them, and where many have failed also what writes the exception's text,
/// `java.util.Formatter`, once for each access of a kernel: 5 s for one that takes 0.2 s. So that
/// is not inlined.
///
/// A warm-up of some 1,000 calls on tiny data triggers the compilation; without one the first real
/// calls pay.
public final class KernelCompilation {
  private KernelCompilation() {}

  /// Keeps C1 away from classes and lets C2 compile them in the foreground. Call it before the
  /// classes run.
  ///
  /// This is the diagnostic command `Compiler.directives_add` of this JVM, reached through its
  /// management bean, with a file in the temporary folder that is deleted at once. Directives hold
  /// for the life of the JVM. It never fails: where the modules java.management and jdk.management
  /// are absent, the JVM has no such command or the folder is read-only, nothing changes.
  ///
  /// @param classPattern class name with slashes, `*` allowed at its end, such as
  ///   `dev/gatun/kernels/java/tile/vector/*`
  /// @return whether the JVM took the directive
  public static boolean onlyByC2(String classPattern) {
    if (ModuleLayer.boot().findModule("java.management").isEmpty()) {
      return false;
    }
    try {
      return Bean.add(
          """
          [{
            match: ["%s.*"],
            c1: {Exclude: true},
            c2: {
              BackgroundCompilation: false,
              inline: ["-jdk/internal/util/Preconditions.outOfBounds*", "-java/lang/String.format*"]
            }
          }]
          """
              .formatted(classPattern));
    } catch (IOException | RuntimeException | LinkageError e) {
      return false; // the kernels still run; they reach full speed later, or not at all (see above)
    }
  }

  /// Apart, so that no management class loads where the module is absent: the verifier looks at
  /// what is caught, too.
  private static final class Bean {
    static boolean add(String directives) throws IOException {
      Path file = Files.createTempFile("gatun-directives", ".json");
      try {
        Files.writeString(file, directives);
        Object answer =
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "compilerDirectivesAdd",
                    new Object[] {new String[] {'"' + file.toString() + '"'}},
                    new String[] {String[].class.getName()});
        return String.valueOf(answer).contains("added");
      } catch (JMException e) { // this JVM has no such command
        return false;
      } finally {
        Files.deleteIfExists(file);
      }
    }
  }
}
