package dev.gatun.kernels.java.load;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A user's program, which knows nothing but the API: opens a session and closes it while its
/// kernels are still being compiled, opens another one, runs a picture, closes, and prints what
/// came out and what it left behind.
public final class Program {
  private static final int CHANNELS = 3;
  private static final int EXTENT = 8;
  private static final long MOST_MILLIS = 30_000;

  private Program() {}

  /// Runs in a JVM of its own.
  ///
  /// @param args the model file
  /// @throws Exception what goes wrong
  public static void main(String[] args) throws Exception {
    TimeZone.getDefault(); // the JDK sets user.timezone when it first needs it, as for a log line
    Map<Object, Object> properties = new HashMap<>(System.getProperties());
    Model model = Model.load(Path.of(args[0]));
    SessionOptions options = SessionOptions.defaults().withThreads(2);
    model.compile(options).close();
    try (Session session = model.compile(options)) {
      List<Tensor> results = session.run(List.of(input()));
      System.out.println("engine " + session.plans().getFirst().engine());
      for (Tensor result : results) {
        byte[] bytes = result.data().toArray(ValueLayout.JAVA_BYTE);
        System.out.println("result " + result + " " + Base64.getEncoder().encodeToString(bytes));
      }
    }
    System.out.println("threads " + threadsLeft());
    Map<Object, Object> now = new HashMap<>(System.getProperties());
    now.entrySet().removeAll(properties.entrySet());
    System.out.println("properties " + now.keySet());
    System.out.println("files " + files(Path.of(System.getProperty("java.io.tmpdir"))));
  }

  /// A picture.
  static Tensor input() {
    return input(1);
  }

  /// Pictures of numbers between −2 and 2.
  static Tensor input(int batch) {
    float[] values = new float[batch * CHANNELS * EXTENT * EXTENT];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 101 / 25f - 2;
    }
    return Tensor.of(values, batch, CHANNELS, EXTENT, EXTENT);
  }

  /// The engines' threads that do not end.
  private static Set<String> threadsLeft() throws InterruptedException {
    Set<String> names = new TreeSet<>();
    for (long millis = 0; millis < MOST_MILLIS; millis += 10) {
      names.clear();
      Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
      names.removeIf(name -> !name.startsWith("gatun-"));
      if (names.isEmpty()) {
        return names;
      }
      Thread.sleep(10);
    }
    return names;
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
