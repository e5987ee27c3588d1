package dev.gatun.bench.compare;

import dev.gatun.bench.cli.Version;
import dev.gatun.kernels.java.width.Width;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the figures were taken on.
///
/// @param cpu the processor's name
/// @param cores that the JVM may use
/// @param os the system and its architecture
/// @param java version and name of the JVM
/// @param kernels what Gatun's kernels run on, such as `Vector API, 512 bits`
/// @param load processes that wanted a core in the minute before the start, or null where the
///   system does not tell: what else was running
/// @param gatun Gatun's version
/// @param peers versions of others, by engine
/// @param roofGflops multiply-adds on registers alone, a multiply-add counting two, by threads
record Machine(
    String cpu,
    int cores,
    String os,
    String java,
    String kernels,
    @Nullable Double load,
    String gatun,
    Map<String, String> peers,
    Map<Integer, Double> roofGflops) {
  /// This machine as it is now, without roofs.
  ///
  /// @param peers versions by engine
  static Machine here(Map<String, String> peers) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return new Machine(
        dev.gatun.conformance.cli.Machine.processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.version() + " " + System.getProperty("java.vm.name"),
        Width.DESCRIPTION,
        load < 0 ? null : load,
        Version.ofBuild(),
        peers,
        Map.of());
  }

  /// A copy with roofs.
  Machine withRoofs(Map<Integer, Double> gflops) {
    return new Machine(
        cpu, cores, os, java, kernels, load, gatun, peers, new LinkedHashMap<>(gflops));
  }

  /// One line for people.
  String line() {
    return "%s, %d cores, %s, Java %s, %s, load average before the start %s"
        .formatted(
            cpu,
            cores,
            os,
            java,
            kernels,
            load == null ? "not available" : Numbers.decimals(load, 2));
  }
}
