package dev.gatun.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  private static String printed(Table table) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    table.print(out);
    out.flush();
    return text.toString();
  }

  @Test
  void numbers_stand_at_the_right_and_so_does_what_is_not_there() {
    Table table = new Table("name", "GB/s", "part", "note");
    table.row("a", "1,234.5", "7 %", "3").row("bb", "-", "", "many").row("c", 12, "100 %", "-");
    assertEquals(
        """
          name     GB/s   part  note
          a     1,234.5    7 %  3
          bb          -         many
          c          12  100 %  -
        """,
        printed(table));
  }

  @Test
  void no_rows_print_nothing() {
    assertEquals("", printed(new Table("name")));
  }
}
