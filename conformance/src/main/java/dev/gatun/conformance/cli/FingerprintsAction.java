package dev.gatun.conformance.cli;

import dev.gatun.InvalidInputException;
import dev.gatun.SessionOptions;
import dev.gatun.conformance.bits.Fingerprint;
import dev.gatun.conformance.bits.Fingerprints;
import dev.gatun.conformance.contract.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// `gatun conformance --fingerprints`: what two runs have in common to the bit.
final class FingerprintsAction {
  @Option(
      names = "--fingerprints",
      description =
          "judge nothing: print a fingerprint of every result of --contracts, --problem, --graphs"
              + " and --model; two prints agree where all bits do")
  private boolean wanted;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "with --fingerprints: a model, run on drawn inputs; what it leaves open is one image of"
              + " --extent squared")
  private List<Path> models = new ArrayList<>();

  @Option(
      names = "--extent",
      paramLabel = "E",
      description = "with --model: height and width that a model leaves open (default: 64)")
  private int extent = 64;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "with --fingerprints: run each N times more; all runs must agree (default: 0)")
  private int repeats;

  FingerprintsAction() {}

  /// Whether the command line asks for fingerprints.
  boolean isWanted() {
    return wanted;
  }

  /// Runs everything and prints a line for each.
  ///
  /// @param options backend, which is named, threads, strictness
  /// @param problems of contracts
  /// @param firstGraph seed of the first random network
  /// @param graphs how many random networks
  /// @return 0, or 1 where runs of one thing differ among themselves or damage memory
  /// @throws InvalidInputException if there is nothing to run
  int run(
      SessionOptions options,
      Collection<Problem> problems,
      long firstGraph,
      int graphs,
      PrintWriter out,
      PrintWriter err) {
    if (repeats < 0) {
      throw new InvalidInputException("--repeat: got " + repeats + ", required 0 or more");
    }
    if (extent < 1) {
      throw new InvalidInputException("--extent: got " + extent + ", required 1 or more");
    }
    Fingerprints fingerprints = new Fingerprints(options, repeats);
    List<Supplier<Fingerprint>> all = new ArrayList<>();
    problems.forEach(problem -> all.add(() -> fingerprints.of(problem)));
    for (long seed = firstGraph; seed < firstGraph + graphs; seed++) {
      long graph = seed;
      all.add(() -> fingerprints.of(graph));
    }
    models.forEach(model -> all.add(() -> fingerprints.of(model, extent)));
    if (all.isEmpty()) {
      throw new InvalidInputException(
          "--fingerprints: got nothing to run, required --contracts, --problem, --graphs or"
              + " --model");
    }
    int failures = 0;
    try (ProgressBar bar = new ProgressBar(err, Terminal.isErr(), all.size())) {
      for (Supplier<Fingerprint> one : all) {
        bar.step("");
        Fingerprint fingerprint = one.get();
        out.println(fingerprint);
        failures += fingerprint.digest().equals(Fingerprints.FAILED) ? 1 : 0;
      }
    }
    out.flush();
    return failures == 0 ? 0 : 1;
  }
}
