package dev.gatun.bench.zoo;

import dev.gatun.Shape;
import dev.gatun.bench.cli.Table;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatun zoo list`: a table of all networks, which the README shows as well.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the networks: name, year, what they teach, input, learned parameters, and",
      "multiply-adds of convolutions and matrix products for one input."
    })
public final class ZooListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--markdown", description = "Print the table in Markdown.")
  private boolean markdown;

  /// For picocli.
  public ZooListCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (markdown) {
      out.print(markdown());
      return 0;
    }
    Table table = new Table("name", "year", "teaches", "input", "parameters", "multiply-adds");
    for (Network network : Zoo.networks()) {
      Net net = network.define(network.input(), Zoo.SEED);
      table.row(
          network.name(),
          Integer.toString(network.year()),
          network.teaches(),
          extents(network.input()),
          net.parameters(),
          net.multiplyAdds());
    }
    table.print(out);
    return 0;
  }

  /// The table.
  ///
  /// @return Markdown
  public static String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| name | year | teaches | input | parameters | multiply-adds |\n");
    text.append("| --- | ---: | --- | --- | ---: | ---: |\n");
    for (Network network : Zoo.networks()) {
      Net net = network.define(network.input(), Zoo.SEED);
      text.append(
          "| `%s` | %d | %s | %s | %,d | %,d |%n"
              .formatted(
                  network.name(),
                  network.year(),
                  network.teaches(),
                  extents(network.input()),
                  net.parameters(),
                  net.multiplyAdds()));
    }
    return text.toString();
  }

  /// Without the batch: `3×224×224`.
  private static String extents(Shape input) {
    return Arrays.stream(input.toArray())
        .skip(1)
        .mapToObj(Long::toString)
        .collect(Collectors.joining("×"));
  }
}
