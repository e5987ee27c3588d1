package dev.gatun.conformance.cli;

import dev.gatun.InvalidInputException;
import dev.gatun.SessionOptions;
import dev.gatun.conformance.graphs.BackendRunner;
import dev.gatun.conformance.graphs.GraphCampaign;
import dev.gatun.conformance.graphs.GraphComparison;
import dev.gatun.conformance.suite.CaseResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `gatun conformance --graphs`: random networks on a backend and on the reference.
final class GraphsAction {
  private static final String REFERENCE = "reference";

  @Option(
      names = "--graphs",
      paramLabel = "N",
      description =
          "draw N random networks and compare the backend with the reference on each, alone; what"
              + " differs is made smaller")
  private @Nullable Integer count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "with --graphs: seed of the first network, the others follow; with --fuzz: seed of the"
              + " damage (default: 0)")
  private long seed;

  @Option(
      names = "--graph-files",
      paramLabel = "DIR",
      description = "with --graphs: write the smallest networks that fail to this folder")
  private @Nullable Path folder;

  GraphsAction() {}

  /// The seed, which other actions take, too.
  long seed() {
    return seed;
  }

  /// Whether the command line asks for networks.
  boolean isWanted() {
    return count != null;
  }

  /// How many networks, 0 where none are asked for.
  int count() {
    return count == null ? 0 : count;
  }

  /// Draws and runs them.
  ///
  /// @param options backend, which is named, and threads
  /// @return a case for each
  /// @throws InvalidInputException if there is nothing to run or to compare with, or a file cannot
  ///   be written
  List<CaseResult> run(SessionOptions options, PrintWriter out, PrintWriter err) {
    int graphs = count();
    if (graphs < 1) {
      throw new InvalidInputException("--graphs: got " + graphs + ", required 1 or more");
    }
    BackendRunner tested = new BackendRunner(options);
    if (tested.name().equals(REFERENCE)) {
      throw new InvalidInputException(
          "--graphs: got backend 'reference', which is what others are compared with, required"
              + " another one");
    }
    GraphComparison comparison = new GraphComparison(tested, BackendRunner.of(REFERENCE));
    GraphCampaign campaign = new GraphCampaign(comparison, seed, graphs);
    try (ProgressBar bar = new ProgressBar(err, Terminal.isErr(), graphs)) {
      campaign.run(graph -> bar.step("seed " + graph));
    }
    try {
      campaign.print(out, folder);
    } catch (IOException e) {
      throw new InvalidInputException("--graph-files " + folder + ": it cannot be written: " + e);
    }
    return campaign.cases();
  }
}
