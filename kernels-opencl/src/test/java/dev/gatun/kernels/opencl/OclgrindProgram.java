package dev.gatun.kernels.opencl;

import dev.gatun.Backends;
import dev.gatun.Limits;
import dev.gatun.Tensor;
import dev.gatun.conformance.contract.ContractRunner;
import dev.gatun.conformance.contract.Problem;
import dev.gatun.kernels.opencl.cl.Cl;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.cl.Jocl;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Runs small problems on the first device, which [OclgrindTest] lets be a simulator. Says `pair
/// KERNEL: PROBLEM` once of each kernel that a problem's run launched, `wrong …` of results that
/// are not the reference's, and `end` at its end.
final class OclgrindProgram {
  private static final EngineOptions OPTIONS = new EngineOptions(1, Limits.defaults());
  private static final double TOLERANCE = 1e-4;

  private static final List<String> DENSE =
      List.of(
          "conv n1 ic5 oc7 ih5 iw4 kh3 kw3 ph1 pw1 bias relu",
          "conv n2 ic8 oc16 ih4 iw4 kh1 kw1",
          "conv n1 ic5 oc8 ih3 iw3 kh1 kw1 residual relu", // whole tiles and a part of one
          "conv g2 n1 ic6 oc10 ih5 iw5 kh3 kw2 sh2 pw1 bias",
          "conv n1 ic17 oc3 ih4 iw3 kh2 kw2 dh2 ph1 residual",
          "conv n1 ic3 oc4 iw9 kw3 dw2 pw2 silu",
          "conv n1 ic2 oc3 id3 ih3 iw3 kd2 kh2 kw2 runtime",
          "convtranspose n1 ic5 oc6 ih3 iw4 kh3 kw2 sh2 sw2 ph1 bias",
          "gemm m5 k7 n9 biasn relu",
          "gemm m1 k9 n5 tb runtime",
          "matmul b2 m3 k4 n6 biasn");

  /// Problems by the shaping of their kernels.
  private static final Map<String, List<String>> PROBLEMS =
      new TreeMap<>(
          Map.of(
              "graphics",
              DENSE,
              "local",
              DENSE,
              "winograd",
              List.of(
                  "conv n1 ic5 oc7 ih5 iw6 kh3 kw3 ph1 pw1 bias relu",
                  "conv n2 ic4 oc4 ih3 iw9 kh3 kw3 residual"),
              "blocks",
              List.of("gemm m9 k1000 n40"), // two blocks of panels, the last one not full
              "processor",
              List.of(
                  "conv n1 ic9 oc17 ih4 iw5 kh3 kw3 ph1 pw1 bias relu",
                  "conv g6 n1 ic6 oc6 ih5 iw9 kh3 kw3 ph1 pw1 relu",
                  "conv g9 n1 ic9 oc9 ih4 iw9 kh3 kw3 ph1 pw1 bias relu",
                  "conv g8 n1 ic8 oc8 ih6 iw11 kh5 kw5 sh2 sw2 ph2 pw2 residual",
                  "conv g9 n2 ic9 oc18 ih4 iw5 kh3 kw2 sw2 pw1 bias",
                  "gemm m1 k7 n9 biasn",
                  "pool n1 ic9 ih5 iw7 kh3 kw3 sh2 ph1 pw1 max",
                  "pool n1 ic3 ih5 iw5 kh2 kw2 average countpad",
                  "pool n1 ic4 ih4 iw4 kh2 kw2 lp",
                  "globalpool n2 ic9 ih3 iw5 average",
                  "globalpool n1 ic3 ih3 iw5 max",
                  "batchnorm n1 ic9 ih3 iw3",
                  "instancenorm n1 ic3 ih4 iw5",
                  "groupnorm n1 ic6 ih3 iw3 g3",
                  "layernorm n1 ic3 ih2 iw9 axis3",
                  "lrn n1 ic9 ih2 iw3 size3",
                  "lpnorm n1 ic3 ih3 iw9 axis3 p2",
                  "lpnorm n1 ic9 ih3 iw3 axis1 p1",
                  "softmax n1 ic3 ih2 iw17 axis3",
                  "softmax n1 ic3 ih2 iw7 axis3 log",
                  "softmax n1 ic9 ih2 iw5 axis1",
                  "softmax n1 ic9 ih2 iw5 axis1 log",
                  "reduce n1 ic3 ih4 iw9 axes32 sum",
                  "reduce n2 ic9 ih3 iw5 axes1 max keep",
                  "reduce n1 ic3 ih3 iw9 axes3 log_sum_exp",
                  "reduce n1 ic3 ih3 iw5 axes21 lnorm_two",
                  "activate n1 ic3 ih3 iw9 gelu",
                  "binary n2 ic3 ih4 iw9 add",
                  "binary n1 ic9 ih3 iw3 mul onec",
                  "binary n1 ic3 ih3 iw5 prelu vector",
                  "resize n1 ic9 ih3 iw4 oh6 ow8 linear half_pixel",
                  "resize n1 ic3 ih4 iw4 oh7 ow3 nearest asymmetric floor",
                  "resize n1 ic1 ih3 iw4 oh6 ow7 cubic align_corners",
                  "transpose n1 ic5 ih3 iw9 perm231",
                  "concat n1 ic5 ih3 iw4 axis1 parts2",
                  "concat n1 ic5 ih3 iw1 axis3 parts2", // results that lie apart
                  "split n1 ic9 ih3 iw4 axis1 parts2",
                  "pad n1 ic3 ih4 iw5 reflect pw2 ph1",
                  "pad n1 ic3 ih4 iw5 pw1 eh2",
                  "slice n1 ic3 ih4 iw9 axis3 from8 to-10 by-2",
                  "tile n1 ic3 ih2 iw5 rc2 rw3",
                  "expand n1 ic3 ih2 iw5 onec",
                  "depthtospace n1 ic8 ih2 iw3 b2",
                  "spacetodepth n1 ic3 ih4 iw6 b2")));

  private OclgrindProgram() {}

  /// Runs in a JVM of its own.
  ///
  /// @param arguments `all`, or a group, a part of a program and what takes its place: then the
  ///   group's first problem runs, and `edited` is said where there is such a part
  public static void main(String[] arguments) {
    Set<String> launched = new LinkedHashSet<>();
    Cl cl = new IsolatedCl(Jocl.load(), source -> edited(source, arguments), launched::add);
    Cl.Device device = cl.devices().getFirst();
    try (Engine reference = Backends.named("reference").open(OPTIONS)) {
      PROBLEMS.forEach((group, problems) -> {
        if (!arguments[0].equals("all") && !arguments[0].equals(group)) {
          return;
        }
        OpenDevice open = new OpenDevice(device, shaping(group, device), ProgramCache.off());
        Engine host = Backends.named("reference").open(OPTIONS);
        try (Engine engine = new OpenClEngine(open, host, OPTIONS)) {
          for (String problem : arguments.length > 1 ? problems.subList(0, 1) : problems) {
            launched.clear();
            check(engine, reference, Problem.parse(problem));
            if (launched.isEmpty()) {
              System.out.println("wrong " + problem + ": nothing was launched");
            }
            launched.forEach(kernel -> System.out.println("pair " + kernel + ": " + problem));
          }
        }
      });
    }
    System.out.println("end of " + device.info().name());
  }

  private static String edited(String source, String[] arguments) {
    if (arguments.length < 3 || !source.contains(arguments[1])) {
      return source;
    }
    System.out.println("edited");
    return source.replace(arguments[1], arguments[2]);
  }

  private static Shaping shaping(String group, Cl.Device device) {
    Shaping processor = Shaping.of(withVectors(device.info()));
    return switch (group) {
      case "graphics" -> Shaping.graphics().withTiles(Shaping.graphics().tiles().subList(1, 3));
      case "local" -> Shaping.graphics().withTiles(List.of(Tile.SHARED));
      case "winograd" ->
          Shaping.graphics().withWinograd(Shaping.Winograd.ALWAYS).withRoundBytes(1 << 12);
      case "blocks" -> processor.withBusy(16); // a tile an item
      default -> processor.withBusy(4); // some
    };
  }

  /// A simulator's own vectors hold one float.
  private static DeviceInfo withVectors(DeviceInfo info) {
    return new DeviceInfo(
        info.platform(),
        info.name(),
        info.version(),
        info.driver(),
        DeviceInfo.Kind.CPU,
        info.units(),
        8,
        info.memory(),
        info.largest(),
        info.local(),
        info.group(),
        info.alignment());
  }

  private static void check(Engine engine, Engine reference, Problem problem) {
    try {
      float[] got = ContractRunner.result(engine, problem).toFloats();
      Tensor exact = ContractRunner.result(reference, problem);
      for (int i = 0; i < got.length; i++) {
        double want = exact.getDouble(i);
        if (!(Math.abs(got[i] - want) <= TOLERANCE * Math.max(1, Math.abs(want)))) {
          System.out.println("wrong " + problem + ": " + got[i] + " at " + i + ", not " + want);
          return;
        }
      }
    } catch (AssertionError | RuntimeException e) {
      System.out.println("wrong " + problem + ": " + e);
    }
  }
}
