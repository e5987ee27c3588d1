package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.OnnxOperators;
import dev.gatun.bench.operators.OperatorsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What the README says of operators is what the code does.
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String BEGIN = "<!-- gatun operators -->\n";
  private static final String END = "<!-- end -->\n";

  @Test
  void theOperatorTableIsTheCommandsOutput() throws IOException {
    String text = Files.readString(README);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertTrue(begin >= 0 && end > begin, "the README has no place for the table");
    assertEquals(
        OperatorsCommand.table().strip(),
        text.substring(begin + BEGIN.length(), end).strip(),
        "put the output of ./gatun operators between the two comments");
  }

  @Test
  void theNumberOfOperatorsIsRight() throws IOException {
    String said = OnnxOperators.versions().size() + " operators";
    assertTrue(Files.readString(README).contains(said), "required in the README: " + said);
  }
}
