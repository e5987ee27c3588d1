package dev.gatun.kernels.java.trouble;

import dev.gatun.GatunException;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/// What [ShrinkingFileTest] does in a JVM of its own, as the wrong answer to a lost page is the end
/// of the process: maps a model and its data, makes the file shorter, goes on.
public final class ShrinkingFile {
  private ShrinkingFile() {}

  /// What is done.
  ///
  /// @param args the model, the file that becomes shorter, after which of `load` and `compile`, a
  ///   backend
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    LoadOptions loading = LoadOptions.defaults().withExternalData(file.getParent());
    SessionOptions options = SessionOptions.defaults().withBackend(args[3]).withThreads(2);
    Tensor input = Tensor.of(new float[1024], 1, 1024);
    for (int i = 0; i < 2; i++) {
      try {
        Model model = Model.load(file, loading);
        if (args[2].equals("load")) {
          shorten(args[1]);
        }
        try (Session session = model.compile(options)) {
          shorten(args[1]);
          List<Tensor> results = session.run(List.of(input));
          IO.println("result " + results.getFirst());
        }
      } catch (GatunException e) {
        IO.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }

  private static void shorten(String file) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file, "rw")) {
      access.setLength(Math.min(access.length(), 300));
    }
  }
}
