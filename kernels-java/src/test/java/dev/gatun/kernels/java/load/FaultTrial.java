package dev.gatun.kernels.java.load;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// The life of a session, for [FaultyLoader], which loads this class beside the product's.
public final class FaultTrial implements Function<byte[], List<byte[]>> {
  /// Made by reflection.
  public FaultTrial() {}

  /// Loads, compiles, runs, closes. What fails once is asked for once more: it must go then.
  ///
  /// @param file a [SmallNetwork]
  /// @return the bytes of the results
  @Override
  public List<byte[]> apply(byte[] file) {
    Model model = Model.parse(file);
    Session session = model.compile(SessionOptions.defaults().withThreads(2).withPlans(1));
    try {
      List<Tensor> inputs = List.of(Program.input());
      List<byte[]> results;
      try {
        results = bytes(session.run(inputs));
      } catch (Throwable e) {
        require(results(session), results(session));
        throw e;
      }
      List<Tensor> others = List.of(Program.input(2));
      session.run(others); // evicts the first plan
      require(results, results(session));
      return results;
    } finally {
      close(session);
    }
  }

  private static List<byte[]> results(Session session) {
    return bytes(session.run(List.of(Program.input())));
  }

  private static void close(Session session) {
    try {
      session.close();
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  private static void require(List<byte[]> expected, List<byte[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      if (!Arrays.equals(expected.get(i), actual.get(i))) {
        throw new IllegalStateException("result " + i + " differs after a fault");
      }
    }
  }

  private static List<byte[]> bytes(List<Tensor> tensors) {
    List<byte[]> bytes = new ArrayList<>();
    tensors.forEach(tensor -> bytes.add(tensor.data().toArray(ValueLayout.JAVA_BYTE)));
    return bytes;
  }
}
