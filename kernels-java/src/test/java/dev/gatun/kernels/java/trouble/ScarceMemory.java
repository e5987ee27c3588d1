package dev.gatun.kernels.java.trouble;

import dev.gatun.GatunException;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import dev.gatun.conformance.hostile.ModelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// What [ScarceMemoryTest] does in JVMs that have little memory. Prints a line for each refusal,
/// and `right` where a result is.
public final class ScarceMemory {
  /// Results of 4·2²⁶ bytes, which no JVM of the test may allocate.
  private static final long LARGE = 1L << 26;

  private static final String FILL = "in n i64[1]; y = ConstantOfShape n value=<f32[1] 3>; out y";

  private ScarceMemory() {}

  /// What is done.
  ///
  /// @param args `results`, `model` or `tensor`; a backend; a folder
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "results" -> results(args[1]);
      case "model" -> model(Path.of(args[2], "large.onnx"), args[1]);
      default -> tensor(Path.of(args[2], "large.npy"));
    }
    long left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("gatun-worker"))
            .count();
    IO.println("threads left: " + left);
  }

  private static Session open(String text, String backend) {
    SessionOptions options = SessionOptions.defaults().withBackend(backend).withThreads(2);
    return Model.parse(ModelText.bytes(text)).compile(options);
  }

  private static void refused(Runnable work) {
    try {
      work.run();
      IO.println("accepted");
    } catch (GatunException e) {
      IO.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static void results(String backend) {
    try (Session session = open(FILL, backend)) {
      for (int i = 0; i < 3; i++) {
        refused(() -> session.run(Tensor.of(new long[] {LARGE}, 1)));
        Tensor small = session.run(Tensor.of(new long[] {4}, 1));
        IO.println(List.of(3f, 3f, 3f, 3f).equals(list(small)) ? "right" : "wrong: " + list(small));
      }
    }
  }

  private static List<Float> list(Tensor tensor) {
    float[] elements = tensor.toFloats();
    return IntStream.range(0, elements.length).mapToObj(i -> elements[i]).toList();
  }

  /// A typed list has to be copied to the heap.
  private static void model(Path file, String backend) {
    refused(() -> Model.load(file));
    results(backend);
  }

  private static void tensor(Path file) throws IOException {
    refused(() -> TensorFiles.read(file));
    Tensor small = Tensor.of(new float[] {1, 2}, 2);
    Path other = Files.createTempFile(file.getParent(), "small", ".npy");
    TensorFiles.write(other, small);
    IO.println(list(TensorFiles.read(other)).equals(list(small)) ? "right" : "wrong");
  }
}
