package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.OnnxOperators;
import dev.gatun.bench.operators.OperatorsCommand;
import dev.gatun.bench.zoo.ZooListCommand;
import dev.gatun.conformance.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What the README says of operators and networks is what the code does.
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String END = "<!-- end -->\n";

  @Test
  void theOperatorTableIsTheCommandsOutput() throws IOException {
    assertShown("gatun operators", OperatorsCommand.table());
  }

  @Test
  void theZooIsTheCommandsOutput() throws IOException {
    assertShown("gatun zoo list --markdown", ZooListCommand.markdown());
  }

  private static void assertShown(String command, String output) throws IOException {
    String text = Files.readString(README);
    String mark = "<!-- " + command + " -->\n";
    int begin = text.indexOf(mark);
    int end = text.indexOf(END, begin);
    assertTrue(begin >= 0 && end > begin, () -> "the README has no place for " + command);
    assertEquals(
        output.strip(),
        text.substring(begin + mark.length(), end).strip(),
        () -> "put the output of ./" + command + " between the two comments");
  }

  @Test
  void theNumbersAreRight() throws IOException {
    String said = OnnxOperators.versions().size() + " operators";
    assertTrue(Files.readString(README).contains(said), "required in the README: " + said);
    said = Zoo.networks().size() + " networks";
    assertTrue(Files.readString(README).contains(said), "required in the README: " + said);
  }
}
