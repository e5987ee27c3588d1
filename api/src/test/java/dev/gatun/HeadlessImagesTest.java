package dev.gatun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a runtime without the module java.desktop gets, in a JVM of its own. */
class HeadlessImagesTest {
  /** Runs in the other JVM. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      Tensor made =
          Images.preprocessing().toTensor(Image.of(1, 1, 3, new byte[] {0, 0, (byte) 255}));
      System.out.println(made);
      try {
        Images.read(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 1);
      } catch (BackendException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void decoding_without_java_desktop_is_refused_in_one_sentence()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.base",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertEquals(
        """
        FLOAT32[1,3,1,1]
        image: this Java runtime cannot decode images; required is one with the module java.desktop
        """,
        output.replace("\r\n", "\n"));
  }
}
