package dev.gatun.kernels.java.load;

import static dev.gatun.conformance.zoo.net.Kernel.k;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.conformance.zoo.net.Value;
import dev.gatun.kernels.java.ForkedJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ways to start a program that uses Gatun: each gives the same bits, sets no system property
/// and leaves no thread and no file.
@Tag("once")
final class LaunchTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
  private static final String NATIVE_MODULE = "--enable-native-access=dev.gatun.kernels.java";

  private static final List<String> NEEDED_BY_PROTOBUF = List.of("java.logging", "jdk.unsupported");

  @TempDir private Path folder;
  private Path model;
  private Path temporary;
  private Path program;

  /// A network with few kinds of kernels: each JVM has to compile them.
  private static byte[] bytes() {
    Network network =
        Network.of(
                "tiny",
                2026,
                "few kinds of kernels",
                net -> {
                  Value x = net.image().conv(16, k(3)).relu();
                  net.output("scores", x.globalAveragePool().flatten().dense(10).softmax(1));
                })
            .input(3, 8, 8);
    return network.file(network.define(network.input(), 1)).toByteArray();
  }

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.write(folder.resolve("small.onnx"), bytes());
    temporary = Files.createDirectory(folder.resolve("tmp"));
    program = folder.resolve("program");
    Modules.ofClass(program, "program", Program.class, List.of("dev.gatun.api"));
  }

  @Test
  void classPath() throws Exception {
    ForkedJvm jvm = ForkedJvm.run(onClassPath(VECTORS, NATIVE));
    assertRight(jvm, "Vector API");
    assertEquals(1, jvm.after("result").size(), "results");
  }

  @Test
  void withoutTheVectorModule() throws Exception {
    ForkedJvm jvm = ForkedJvm.run(onClassPath());
    assertRight(jvm, "scalar twin; add --add-modules jdk.incubator.vector");
    assertEquals(
        1,
        jvm.lines().stream()
            .filter(line -> line.contains("backend java runs the scalar twin; add --add-modules"))
            .count(),
        () -> "lines that say how it is faster: " + jvm.lines());
  }

  @Test
  void withoutManagement() throws Exception {
    String least = "--limit-modules=java.logging,jdk.unsupported,jdk.incubator.vector";
    assertRight(ForkedJvm.run(onClassPath(least, VECTORS, NATIVE)), "Vector API");
  }

  @Test
  void withFewestModules() throws Exception {
    assertRight(ForkedJvm.run(onClassPath("--limit-modules=java.logging")), "scalar twin");
  }

  @Test
  void readOnlyTemporaryFolder() throws Exception {
    ForkedJvm jvm = ForkedJvm.run(onClassPath(VECTORS, NATIVE, "-Djava.io.tmpdir=" + readOnly()));
    assertRight(jvm, "Vector API");
  }

  /// The superuser may write everywhere but to a folder that is not there.
  private Path readOnly() throws IOException {
    if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    if (Files.isWritable(temporary)) {
      System.out.println("this user may write to read-only folders: one that is missing instead");
      return folder.resolve("missing");
    }
    return temporary;
  }

  @Test
  void modulePath() throws Exception {
    String path = ForkedJvm.path(ForkedJvm.API, ForkedJvm.KERNELS, ForkedJvm.PROTOBUF, program);
    List<String> words =
        words(List.of(VECTORS, NATIVE_MODULE, "-p", path, "-m", "program/" + name()));
    assertRight(ForkedJvm.run(words), "Vector API");
  }

  /// protobuf-java is an automatic module, which jlink refuses: it gets a descriptor first. The
  /// image keeps the options that the vector kernels need to run, and to be compiled well.
  @Test
  void image() throws Exception {
    Path protobuf = folder.resolve("protobuf");
    Modules.ofJar(protobuf, "com.google.protobuf", ForkedJvm.PROTOBUF, NEEDED_BY_PROTOBUF);
    Path image = folder.resolve("image");
    link(
        "--module-path=" + ForkedJvm.path(ForkedJvm.API, ForkedJvm.KERNELS, protobuf, program),
        "--add-modules=program,dev.gatun.kernels.java,jdk.incubator.vector,jdk.management",
        "--add-options=" + VECTORS + ",jdk.management " + NATIVE_MODULE,
        "--no-header-files",
        "--no-man-pages",
        "--output=" + image);
    assertRight(ForkedJvm.run(image, words(List.of("-m", "program/" + name()))), "Vector API");
  }

  private static void link(String... words) {
    Optional<ToolProvider> jlink = ToolProvider.findFirst("jlink");
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    assertEquals(0, jlink.orElseThrow().run(writer, writer, words), said::toString);
  }

  private static String name() {
    return Program.class.getName();
  }

  private List<String> onClassPath(String... options) {
    String path = ForkedJvm.path(ForkedJvm.API, ForkedJvm.KERNELS, ForkedJvm.PROTOBUF, program);
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("-cp", path, name()));
    return words(words);
  }

  /// The temporary folder comes first, so that another one counts.
  private List<String> words(List<String> options) {
    List<String> words = new ArrayList<>();
    words.add("-Djava.io.tmpdir=" + temporary);
    words.addAll(options);
    words.add(model.toString());
    return words;
  }

  private void assertRight(ForkedJvm jvm, String engine) {
    String said = String.join("\n", jvm.lines());
    List<String> expected = new ArrayList<>();
    try (Session session =
        Model.load(model).compile(SessionOptions.defaults().withBackend("java").withThreads(1))) {
      for (Tensor result : session.run(List.of(Program.input()))) {
        byte[] bytes = result.data().toArray(ValueLayout.JAVA_BYTE);
        expected.add(result + " " + Base64.getEncoder().encodeToString(bytes));
      }
    }
    assertEquals(expected, jvm.after("result"), said);
    assertTrue(jvm.after("engine").getFirst().contains(engine), said);
    assertEquals(List.of("[]"), jvm.after("threads"), said);
    assertEquals(List.of("[]"), jvm.after("properties"), said);
    assertEquals(List.of("[]"), jvm.after("files"), said);
  }
}
