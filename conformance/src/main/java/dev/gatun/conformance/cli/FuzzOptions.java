package dev.gatun.conformance.cli;

import dev.gatun.LoadOptions;
import dev.gatun.conformance.hostile.Campaign;
import dev.gatun.conformance.hostile.FencedRun;
import dev.gatun.conformance.hostile.Intake;
import dev.gatun.conformance.hostile.Mutant;
import dev.gatun.conformance.hostile.Mutator;
import dev.gatun.conformance.hostile.Seeds;
import dev.gatun.conformance.hostile.Tally;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The part of `gatun conformance` that loads damaged models.
final class FuzzOptions {
  private static final double QUIET = 1;

  @Option(
      names = "--fuzz",
      paramLabel = "N",
      description =
          "instead of suites: damage valid models in N ways, and hold Gatun to what it"
              + " promises of such files")
  private @Nullable Long mutants;

  @Option(
      names = "--fuzz-from",
      paramLabel = "K",
      description = "number of the first of the N (default: 0)")
  private long from;

  @Option(
      names = "--fuzz-only",
      paramLabel = "K",
      description = "the one way of this number, as a report names it")
  private @Nullable Long only;

  @Option(
      names = "--fuzz-save",
      paramLabel = "DIR",
      description = "write the files that broke a promise into this folder")
  private @Nullable Path folder;

  @Option(
      names = "--fuzz-slack",
      paramLabel = "X",
      description = "allow loads X times the promised time (default: 1)")
  private double slack = QUIET;

  /// For picocli.
  FuzzOptions() {}

  /// Whether damaged models are asked for.
  boolean isAsked() {
    return mutants != null || only != null;
  }

  /// Runs the campaign and prints what came of it.
  ///
  /// @param backend that runs what is accepted, beside the reference
  /// @param seed of the damage
  /// @return the exit code
  int run(String backend, long seed, CommandSpec command) {
    PrintWriter out = command.commandLine().getOut();
    Mutator mutator = new Mutator(Seeds.all(), seed);
    Intake intake = new Intake(LoadOptions.defaults().withLimits(Intake.LIMITS), slack);
    intake.warmUp(Seeds.all());
    Set<String> backends = new LinkedHashSet<>(List.of("reference", backend));
    Campaign campaign = new Campaign(mutator, intake, new FencedRun(List.copyOf(backends)));
    long count = only == null && mutants != null ? mutants : 1;
    if (count < 0 || from < 0) {
      throw new ParameterException(
          command.commandLine(), "--fuzz: got a negative number, required 0 or more");
    }
    long first = only == null ? from : only;
    if (only != null) {
      out.println(mutator.mutant(first));
      save(mutator.mutant(first), command);
    }
    Tally tally;
    try (ProgressBar bar =
        new ProgressBar(command.commandLine().getErr(), Terminal.isErr(), Math.toIntExact(count))) {
      AtomicLong seen = new AtomicLong();
      tally =
          campaign.run(
              first,
              count,
              done -> {
                for (long i = seen.getAndSet(done); i < done; i++) {
                  bar.step("mutants");
                }
              });
    }
    print(tally, out, command);
    return tally.failures().isEmpty() ? 0 : 1;
  }

  private void print(Tally tally, PrintWriter out, CommandSpec command) {
    for (Tally.Failure failure : tally.failures()) {
      out.println("failed: " + failure.mutant() + ": " + failure.problem());
      out.println("  again: " + failure.mutant().reproduction());
      save(failure.mutant(), command);
    }
    out.print(tally.summary());
    out.flush();
  }

  private void save(Mutant mutant, CommandSpec command) {
    if (folder == null) {
      return;
    }
    Path file = folder.resolve("mutant-" + mutant.seed() + "-" + mutant.number() + ".onnx");
    try {
      Files.createDirectories(folder);
      Files.write(file, mutant.bytes());
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "--fuzz-save " + file + ": it cannot be written: " + e, e);
    }
  }
}
