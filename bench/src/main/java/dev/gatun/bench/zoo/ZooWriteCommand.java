package dev.gatun.bench.zoo;

import dev.gatun.InvalidInputException;
import dev.gatun.TensorFiles;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gatun zoo write`: makes ONNX files.
@Command(
    name = "write",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes networks as ONNX files, NAME.onnx. The same seed gives the same file everywhere.",
      ""
    },
    footer = {"", "Exit codes: 0 all were written; 1 a file could not be; 2 wrong usage."})
public final class ZooWriteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Networks, see 'gatun zoo list'.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "Write every network (some gigabytes).")
  private boolean all;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder, which is made where it is missing.")
  private Path folder = Path.of("");

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Of the weights and examples. Default: ${DEFAULT-VALUE}.")
  private long seed = Zoo.SEED;

  @Option(
      names = "--small",
      description = "For inputs of a size at which one run costs little, not of the published one.")
  private boolean small;

  @Option(
      names = "--examples",
      description = "Write seeded inputs beside each network, too: NAME.INPUT.npy.")
  private boolean examples;

  /// For picocli.
  public ZooWriteCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Network> networks = chosen();
    Files.createDirectories(folder);
    PrintWriter out = spec.commandLine().getOut();
    for (Network network : networks) {
      Net net = network.define(small ? network.small() : network.input(), seed);
      Path file = folder.resolve(network.name() + ".onnx");
      network.file(net).write(file);
      out.println("%s  %,d bytes, seed %d".formatted(file, Files.size(file), seed));
      if (examples) {
        for (var example : net.examples().entrySet()) {
          Path path = folder.resolve(network.name() + "." + example.getKey() + ".npy");
          TensorFiles.write(path, example.getValue());
          out.println("%s  %s".formatted(path, example.getValue()));
        }
      }
      out.flush();
    }
    return 0;
  }

  /// All names are looked at before anything is written.
  private List<Network> chosen() {
    if (all == !names.isEmpty()) {
      throw new UsageException(
          all
              ? "zoo write: got --all and names, required one of them"
              : "zoo write: got no name, required one or more, or --all");
    }
    if (all) {
      return Zoo.networks();
    }
    List<Network> networks = new ArrayList<>();
    for (String name : names) {
      try {
        networks.add(Zoo.network(name));
      } catch (InvalidInputException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
    return networks;
  }
}
