package dev.gatun.bench.zoo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gatun zoo`: see its two commands.
@Command(
    name = "zoo",
    mixinStandardHelpOptions = true,
    subcommands = {ZooListCommand.class, ZooWriteCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    description = {
      "The networks of a course on convolutional networks, faithful to their papers and with",
      "random weights: for trying, comparing and measuring, not for predictions."
    })
public final class ZooCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// For picocli.
  public ZooCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "zoo: a command is required, list or write");
  }
}
