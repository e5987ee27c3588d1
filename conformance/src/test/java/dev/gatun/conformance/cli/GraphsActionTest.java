package dev.gatun.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GraphsActionTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return new CommandLine(new ConformanceCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void aWrongBackendIsShownTheSmallestNetworkThatItGetsWrong() throws IOException {
    String[] arguments = {
      "--backend", "wrongpools", "--graphs", "20", "--graph-files", folder.toString()
    };
    assertEquals(1, execute(arguments), err.toString());
    String text = out.toString();
    assertTrue(text.contains("the smallest graph that fails so:"), text);
    assertTrue(text.contains("AveragePool("), text);
    assertTrue(text.contains("rerun with --graphs 1 --seed "), text);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> written = files.toList();
      assertTrue(!written.isEmpty(), text);
      assertEquals(1, Model.load(written.getFirst()).graph().nodes().size());
    }
  }

  @Test
  void theLineThatIsPrintedReproduces() {
    execute("--backend", "wrongpools", "--graphs", "20");
    String text = out.toString();
    String seed = text.substring(text.indexOf("seed ") + 5, text.indexOf(':'));
    out.getBuffer().setLength(0);
    assertEquals(1, execute("--backend", "wrongpools", "--graphs", "1", "--seed", seed));
    assertTrue(out.toString().startsWith(text.lines().findFirst().orElseThrow()), out.toString());
  }

  @Test
  void nothingToCompareWithIsAWrongCommandLine() {
    assertEquals(2, execute("--backend", "reference", "--graphs", "3"));
    assertTrue(err.toString().contains("required another one"), err.toString());
    assertEquals(2, execute("--backend", "wrongpools", "--graphs", "0"));
    assertTrue(err.toString().contains("--graphs: got 0"), err.toString());
  }
}
