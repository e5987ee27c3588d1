package dev.gatun.conformance.cli;

import dev.gatun.conformance.suite.PassList;
import dev.gatun.conformance.suite.SuiteReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The files that `gatun conformance` writes a report to.
final class ReportFiles {
  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write a page for people to this file")
  private @Nullable Path html;

  @Option(names = "--json", paramLabel = "FILE", description = "write all results to this file")
  private @Nullable Path json;

  @Option(
      names = "--passes",
      paramLabel = "FILE",
      description = "add the cases that passed, with their operators, to this list")
  private @Nullable Path passes;

  /// For picocli.
  ReportFiles() {}

  /// Writes what was asked for.
  ///
  /// @throws ParameterException if a file cannot be read or written
  void write(SuiteReport report, CommandSpec command) {
    if (html != null) {
      write("--html", html, ReportPage.render(report), command);
    }
    if (json != null) {
      write("--json", json, report.toJson(), command);
    }
    if (passes != null) {
      PassList known =
          Files.exists(passes) ? PassList.parse(read(passes, command)) : PassList.parse("");
      String text = known.with(report.setting().backend(), report.results()).text();
      write("--passes", passes, text, command);
    }
  }

  private static String read(Path file, CommandSpec command) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "--passes " + file + ": it cannot be read: " + e, e);
    }
  }

  private static void write(String option, Path file, String text, CommandSpec command) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), option + " " + file + ": it cannot be written: " + e, e);
    }
  }
}
