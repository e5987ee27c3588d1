package dev.gatun.bench;

import dev.gatun.bench.clblast.ClBlastCommand;
import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.Version;
import dev.gatun.bench.compare.CompareCommand;
import dev.gatun.bench.compare.StartCommand;
import dev.gatun.bench.device.DevicesCommand;
import dev.gatun.bench.device.TuneCommand;
import dev.gatun.bench.gemm.GemmCommand;
import dev.gatun.bench.inspect.InspectCommand;
import dev.gatun.bench.jmh.JmhCommand;
import dev.gatun.bench.layers.LayersCommand;
import dev.gatun.bench.operators.OperatorsCommand;
import dev.gatun.bench.profile.ProfileCommand;
import dev.gatun.bench.roof.RoofCommand;
import dev.gatun.bench.run.RunCommand;
import dev.gatun.bench.zoo.ZooCommand;
import dev.gatun.conformance.cli.ConformanceCommand;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of Gatun. */
@Command(
    name = "gatun",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      InspectCommand.class,
      OperatorsCommand.class,
      ConformanceCommand.class,
      ZooCommand.class,
      ProfileCommand.class,
      RoofCommand.class,
      GemmCommand.class,
      LayersCommand.class,
      DevicesCommand.class,
      TuneCommand.class,
      ClBlastCommand.class,
      JmhCommand.class,
      CompareCommand.class,
      StartCommand.class
    },
    description = "Runs, shows and checks neural networks in ONNX files.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:the model, its inputs or the run failed, or an answer was wrong",
      "2:the command line was wrong"
    })
public final class Main {
  @Option(
      names = Failures.STACKTRACE,
      scope = ScopeType.INHERIT,
      description = "Show stack traces of failures (also: GATUN_STACKTRACE=1).")
  @SuppressWarnings("UnusedVariable") // for the help; failures of parsing must know it earlier
  private boolean stacktrace;

  private Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param args the command line's words
   */
  public static void main(String[] args) {
    System.exit(execute(writer(System.out), writer(System.err), args));
  }

  /**
   * Runs a command.
   *
   * @param out for results
   * @param err for failures and progress
   * @param args the command line's words
   * @return the exit code
   */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    boolean traced =
        List.of(args).contains(Failures.STACKTRACE)
            || "1".equals(System.getenv("GATUN_STACKTRACE"));
    Failures failures = new Failures(traced);
    CommandLine command =
        new CommandLine(new Main())
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true);
    int code = command.execute(args.length == 0 ? new String[] {"--help"} : args);
    out.flush();
    err.flush();
    return code;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
