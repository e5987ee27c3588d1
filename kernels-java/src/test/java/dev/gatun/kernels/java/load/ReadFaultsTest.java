package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.ModelFormatException;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.StringStringEntryProto;
import dev.gatun.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// Reading a model of two files fails at each place, each time it is reached: a typed exception, no
/// open file, and the next attempt goes.
@Tag("once")
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class ReadFaultsTest {
  @TempDir private Path folder;
  private Path file;

  /// A model whose longest weights lie in a file of their own.
  @BeforeEach
  void writeModel() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(SmallNetwork.bytes()).toBuilder();
    int longest = 0;
    for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
      if (raw(model, i).size() > raw(model, longest).size()) {
        longest = i;
      }
    }
    Files.write(folder.resolve("weights.bin"), raw(model, longest).toByteArray());
    model
        .getGraphBuilder()
        .getInitializerBuilder(longest)
        .clearRawData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("weights.bin"));
    file = Files.write(folder.resolve("small.onnx"), model.build().toByteArray());
  }

  private static ByteString raw(ModelProto.Builder model, int initializer) {
    return model.getGraph().getInitializer(initializer).getRawData();
  }

  @Test
  void everyReadMayFail() throws Exception {
    Function<Path, byte[]> trial = trial();
    byte[] expected = trial.apply(file);
    Faults.begin(-1, 0);
    assertArrayEquals(expected, trial.apply(file));
    List<String> places = new ArrayList<>();
    List<int[]> faults = new ArrayList<>();
    for (int site = 0; site < Faults.sites(); site++) {
      for (int time = 1; time <= Faults.reached(site); time++) {
        if (Faults.name(site).contains(": " + FaultyLoader.READ)) {
          places.add(Faults.name(site));
          faults.add(new int[] {site, time});
        }
      }
    }
    assertTrue(faults.size() >= 8, places.toString()); // open, size, map of both, and the paths
    for (int[] fault : faults) {
      int files = Footprint.after(0).files();
      Faults.begin(fault[0], fault[1]);
      String name = Faults.name(fault[0]) + ", time " + fault[1];
      RuntimeException e =
          assertThrows(RuntimeException.class, () -> trial.apply(file), () -> "fault: " + name);
      Faults.end();
      assertEquals(ModelFormatException.class.getName(), e.getClass().getName(), name);
      assertTrue(e.getMessage().contains("injected"), e.getMessage());
      assertEquals(files, Footprint.after(0).files(), "open files after " + name);
      assertArrayEquals(expected, trial.apply(file), "the next attempt");
    }
  }

  @SuppressWarnings("unchecked") // the class is loaded twice, Function once
  private static Function<Path, byte[]> trial() throws Exception {
    Class<?> type = FaultyLoader.of("0").loadClass(ReadTrial.class.getName());
    return (Function<Path, byte[]>) type.getConstructor().newInstance();
  }

  /// Weights stay in the mapped file until they are packed: that is a read, too.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatIsCutShortAfterTheLoadIsRefused() throws IOException {
    Model model = Model.load(file, LoadOptions.defaults().withExternalData(folder));
    byte[] before = new ReadTrial().apply(file);
    for (String name : List.of("weights.bin", "small.onnx")) {
      byte[] content = Files.readAllBytes(folder.resolve(name));
      try (FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
      ModelFormatException e = assertThrows(ModelFormatException.class, () -> compileAndRun(model));
      assertTrue(e.getMessage().contains("became shorter"), e.getMessage());
      Files.write(folder.resolve(name), content);
    }
    assertArrayEquals(before, new ReadTrial().apply(file));
  }

  private static void compileAndRun(Model model) {
    try (Session session = model.compile(SessionOptions.defaults().withThreads(1))) {
      session.run(List.of(Program.input()));
    }
  }
}
