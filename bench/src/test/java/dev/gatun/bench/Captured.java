package dev.gatun.bench;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command that was run inside the test.
 *
 * @param code its exit code
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record Captured(int code, String out, String err) {
  static Captured run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), args);
    return new Captured(code, out.toString(), err.toString());
  }
}
