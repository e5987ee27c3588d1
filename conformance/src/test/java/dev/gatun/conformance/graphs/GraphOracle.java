package dev.gatun.conformance.graphs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Long campaigns beside ONNX Runtime, in a process of their own that native code may take down.
 *
 * <pre>{@code
 * mvn -q -pl api,conformance,kernels-java test-compile &&
 * mvn -q -pl conformance dependency:build-classpath -Dmdep.outputFile=target/classpath &&
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp api/target/classes:kernels-java/target/classes:conformance/target/test-classes:conformance/target/classes:$(cat conformance/target/classpath) \
 *     dev.gatun.conformance.graphs.GraphOracle java 42 5000
 * }</pre>
 *
 * <p>Arguments: a backend, the first seed, how many graphs. The seed at work is in the file name of
 * no crash report; it is printed every hundred graphs.
 */
final class GraphOracle {
  private GraphOracle() {}

  public static void main(String[] args) throws IOException {
    GraphComparison comparison = new GraphComparison(BackendRunner.of(args[0]), new OrtRunner());
    GraphCampaign campaign =
        new GraphCampaign(comparison, Long.parseLong(args[1]), Integer.parseInt(args[2]));
    campaign.run(seed -> {
      if (seed % 100 == 0) {
        System.err.println("seed " + seed);
      }
    });
    campaign.print(new PrintWriter(System.out, true, StandardCharsets.UTF_8), null);
    System.exit(campaign.failures() == 0 ? 0 : 1);
  }
}
