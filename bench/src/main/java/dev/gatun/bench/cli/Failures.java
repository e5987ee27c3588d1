package dev.gatun.bench.cli;

import dev.gatun.GatunException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one sentence on stderr and an exit code. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** All went well. */
  public static final int OK = 0;

  /** The model, its inputs or the run failed. */
  public static final int FAILURE = 1;

  /** The command line was wrong. */
  public static final int USAGE = 2;

  /** The option, anywhere on the command line, that shows stack traces. */
  public static final String STACKTRACE = "--stacktrace";

  private final boolean traced;

  /**
   * Handles failures of one call.
   *
   * @param traced whether stack traces are wanted
   */
  public Failures(boolean traced) {
    this.traced = traced;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("gatun: " + sentence(e));
    if (traced) {
      e.printStackTrace(err);
    }
    err.flush();
    return e instanceof UsageException ? USAGE : FAILURE;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("gatun: " + e.getMessage());
    err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    if (traced) {
      e.printStackTrace(err);
    }
    err.flush();
    return USAGE;
  }

  private static String sentence(Exception e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof GatunException || e instanceof UsageException) {
      return message;
    }
    if (e instanceof NoSuchFileException) {
      return message + ": there is no such file";
    }
    if (e instanceof IOException) {
      return "reading or writing failed: " + message;
    }
    return "internal error, please report it: "
        + e.getClass().getSimpleName()
        + (message.isEmpty() ? "" : " (" + message + ")")
        + "; run again with "
        + STACKTRACE;
  }
}
