package dev.gatun.kernels.java.trouble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.conformance.hostile.ModelText;
import dev.gatun.kernels.java.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mapped file that becomes shorter: a sentence that says so, or the result where its pages are
/// not read again, and never the end of the process. Windows does not let a mapped file shrink.
@Timeout(300)
@EnabledOnOs({OS.LINUX, OS.MAC})
@DisabledIfSystemProperty(named = "gatun.vectorBits", matches = ".+")
@EnabledIf("dev.gatun.kernels.java.width.Width#isVector")
class ShrinkingFileTest {
  private static final String SHRUNK = "ModelFormatException: ";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "inside, load, java",
    "inside, compile, java",
    "outside, load, reference",
    "outside, compile, java"
  })
  void anotherPageIsAsked(String weights, String after, String backend) throws Exception {
    boolean inside = weights.equals("inside");
    String w = inside ? "const w f32[1024,512] raw 2097152" : "external w f32[1024,512] w.bin";
    String text =
        "in x f32[1,1024]; "
            + w
            + "; const k i64[4] 0 1 2 3; g = Gather w,k axis=1; "
            + "m = MatMul x,w; n = MatMul x,g; out m; out n";
    Path model = Files.write(folder.resolve("m.onnx"), ModelText.bytes(text));
    Path data = Files.write(folder.resolve("w.bin"), new byte[2_097_152]);
    String shrinking = (inside ? model : data).toString();
    String output =
        ForkedJvm.main(
                ShrinkingFile.class,
                List.of("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("crash")),
                model.toString(),
                shrinking,
                after,
                backend)
            .output();
    List<String> lines =
        output.lines().filter(l -> l.startsWith(SHRUNK) || l.startsWith("result ")).toList();
    assertEquals(2, lines.size(), output);
    if (after.equals("load")) {
      assertTrue(lines.getFirst().contains("became shorter"), output);
    }
    assertTrue(lines.getLast().startsWith(SHRUNK), output); // the file is short from the start
  }
}
