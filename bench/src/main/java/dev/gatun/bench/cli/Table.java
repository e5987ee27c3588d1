package dev.gatun.bench.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text under headings, columns two blanks apart. Numbers stand at the right; nothing and a
 * dash may stand among them.
 */
public final class Table {
  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param headings one for each column
   */
  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column; numbers are whole, and grouped by thousands
   * @return this table
   */
  public Table row(Object... cells) {
    List<String> row = new ArrayList<>(cells.length);
    for (Object cell : cells) {
      row.add(cell instanceof Number n ? "%,d".formatted(n.longValue()) : cell.toString());
    }
    rows.add(row);
    return this;
  }

  /**
   * Prints the table, indented by two; nothing where there is no row.
   *
   * @param out where to
   */
  public void print(PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    int columns = headings.size();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      widths[c] = headings.get(c).length();
      numbers[c] = true;
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], row.get(c).length());
        numbers[c] &= row.get(c).matches("-?|[0-9][0-9,.]*( %)?");
      }
    }
    out.println(line(headings, widths, numbers));
    for (List<String> row : rows) {
      out.println(line(row, widths, numbers));
    }
  }

  private static String line(List<String> cells, int[] widths, boolean[] numbers) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      String blanks = " ".repeat(widths[c] - cells.get(c).length());
      line.append("  ").append(numbers[c] ? blanks + cells.get(c) : cells.get(c) + blanks);
    }
    return line.toString().stripTrailing();
  }
}
