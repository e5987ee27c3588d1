package dev.gatun.kernels.opencl.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.kernels.java.JavaBackend;
import dev.gatun.kernels.opencl.ForkedJvm;
import dev.gatun.kernels.opencl.OpenClBackend;
import dev.gatun.kernels.opencl.RequiresDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways to start a program that has this backend beside the Java one. Where OpenCL is missing
/// or refused, the other goes on, and whoever asks for this one is told what to do.
@RequiresDevice
class LaunchTest {
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
  private static final String NATIVE_MODULES =
      "--enable-native-access=jocl,dev.gatun.kernels.opencl";
  private static final String DENY = "--illegal-native-access=deny";
  private static final Path TESTS = ForkedJvm.home(Program.class);

  @TempDir private Path folder;

  private static void requireOpenCl(ForkedJvm jvm) {
    assertTrue(jvm.after("engine").toString().startsWith("[opencl: "), jvm::output);
    assertTrue(jvm.after("kernel").toString().contains("opencl conv"), jvm::output);
    requireResult(jvm);
  }

  private static void requireResult(ForkedJvm jvm) {
    String expected = Program.result(SessionOptions.defaults().withBackend("reference"));
    assertEquals(List.of(expected), jvm.after("result"), jvm::output);
  }

  /// One program that asks for no backend, and one that asks for this one.
  private static void requireRefusal(
      String reason, Map<String, String> environment, String... options) throws Exception {
    List<String> words = List.of(options);
    ForkedJvm any = ForkedJvm.main(environment, words, Program.class);
    assertEquals(List.of("opencl: " + reason), any.after("unusable"), any::output);
    assertTrue(any.after("engine").toString().startsWith("[java: "), any::output);
    requireResult(any);
    ForkedJvm asked = ForkedJvm.main(environment, words, Program.class, "opencl");
    String refused = "backend 'opencl' is not usable here: " + reason + "; found java (usable: ";
    assertTrue(asked.after("refused").getFirst().startsWith(refused), asked::output);
  }

  @Test
  void classPath() throws Exception {
    requireOpenCl(ForkedJvm.main(Map.of(), List.of(NATIVE), Program.class, "opencl"));
  }

  private static List<String> modules(String... options) {
    String path =
        ForkedJvm.path(
            ForkedJvm.home(Session.class),
            ForkedJvm.home(JavaBackend.class),
            ForkedJvm.home(OpenClBackend.class),
            ForkedJvm.home(CL.class),
            ForkedJvm.home(Message.class));
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("-p", path, "--add-modules", "dev.gatun.kernels.opencl"));
    words.addAll(List.of("-cp", TESTS.toString(), Program.class.getName(), "opencl"));
    return words;
  }

  @Test
  void modulePath() throws Exception {
    ForkedJvm jvm = ForkedJvm.run(Map.of(), modules(DENY, NATIVE_MODULES));
    assertEquals(List.of("true"), jvm.after("automatic"), jvm::output);
    requireOpenCl(jvm);
  }

  /// Refused to both modules, and to either.
  @ParameterizedTest
  @ValueSource(strings = {"", "jocl", "dev.gatun.kernels.opencl"})
  void modulePathWithoutNativeAccess(String allowed) throws Exception {
    ForkedJvm jvm =
        ForkedJvm.run(
            Map.of(),
            allowed.isEmpty() ? modules(DENY) : modules(DENY, "--enable-native-access=" + allowed));
    String advice = "refuses native access; add " + NATIVE_MODULES + " to the command line";
    assertTrue(jvm.after("refused").getFirst().contains(advice), jvm::output);
  }

  @Test
  void withoutNativeAccess() throws Exception {
    requireRefusal(
        "OpenCL cannot be loaded: this JVM refuses native access; add"
            + " --enable-native-access=ALL-UNNAMED to the command line",
        Map.of(),
        DENY);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutDriver() throws Exception {
    Map<String, String> none = Map.of("OCL_ICD_VENDORS", folder.toString());
    requireRefusal("no OpenCL device is installed", none, NATIVE);
  }

  /// A library that the loader meets first and cannot load.
  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutLibrary() throws Exception {
    Files.writeString(folder.resolve("libOpenCL.so"), "no library");
    Files.writeString(folder.resolve("libOpenCL.so.1"), "no library");
    requireRefusal(
        "OpenCL cannot be loaded: there is no libOpenCL that works here; it comes with a driver, or"
            + " with a package of its own",
        Map.of("LD_LIBRARY_PATH", folder.toString()),
        NATIVE);
  }

  /// JOCL unpacks its library into the folder for temporary files, which it makes if it has to.
  @Test
  void withoutTemporaryFolder() throws Exception {
    ForkedJvm jvm =
        ForkedJvm.main(
            Map.of(),
            List.of(NATIVE, "-Djava.io.tmpdir=" + Files.createFile(folder.resolve("file"))),
            Program.class);
    assertTrue(
        jvm.after("unusable").getFirst().startsWith("opencl: OpenCL cannot be loaded: "),
        jvm::output);
    requireResult(jvm);
  }
}
