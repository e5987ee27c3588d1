package dev.gatun.kernels.java.trouble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import dev.gatun.conformance.hostile.ModelText;
import dev.gatun.kernels.java.ForkedJvm;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Memory that runs out in the middle of a load or a run, in JVMs that have little: a sentence, a
/// session that goes on with smaller work, no thread left. Once, not at every vector width.
@Timeout(300)
@DisabledIfSystemProperty(named = "gatun.vectorBits", matches = ".+")
@EnabledIf("dev.gatun.kernels.java.width.Width#isVector")
class ScarceMemoryTest {
  private static final int LARGE = 40_000_000;

  @TempDir private Path folder;

  private static String run(List<String> options, String... arguments) throws Exception {
    return ForkedJvm.main(ScarceMemory.class, options, arguments).output();
  }

  private static void assertEnds(String output, String refusal, int times) {
    List<String> lines = output.lines().toList();
    long refused = lines.stream().filter(line -> line.contains(refusal)).count();
    assertEquals(times, refused, output);
    long right = lines.stream().filter("right"::equals).count();
    assertEquals(times, right, output);
    assertTrue(output.endsWith("threads left: 0"), output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void resultsThatDoNotFitTheHeap(String backend) throws Exception {
    String output = run(List.of("-Xmx48m"), "results", backend);
    assertEnds(output, "LimitExceededException: ", 3);
    assertTrue(output.contains("Java heap space"), output);
  }

  @Test
  void aTensorFileThatDoesNotFitTheHeap() throws Exception {
    TensorFiles.write(folder.resolve("large.npy"), Tensor.allocate(DType.UINT8, Shape.of(LARGE)));
    String output = run(List.of("-Xmx32m"), "tensor", "java", folder.toString());
    assertEnds(output, "LimitExceededException: large.npy: the Java heap is too small", 1);
  }

  @Test
  void aModelThatDoesNotFitTheHeap() throws Exception {
    Files.write(folder.resolve("large.onnx"), modelWithAListOf(LARGE / 8));
    String output = run(List.of("-Xmx32m"), "model", "java", folder.toString());
    assertTrue(output.contains("the Java heap is too small to read this model"), output);
    assertTrue(output.endsWith("threads left: 0"), output);
  }

  /// A model with floats that stand in a typed list, as the wire format has it.
  private static byte[] modelWithAListOf(int floats) {
    byte[] head = ModelText.bytes("in x f32[1]; y = Add x,k; out y");
    byte[] name = {(8 << 3) | 2, 1, 'k', 2 << 3, 1}; // TensorProto.name, .data_type
    ByteBuffer file = ByteBuffer.allocate(head.length + name.length + 4 * floats + 32);
    file.put(head);
    int list = 4 * floats;
    length(file.put((byte) ((7 << 3) | 2)), list + 6 + name.length + 6); // ModelProto.graph
    length(file.put((byte) ((5 << 3) | 2)), list + 6 + name.length); // GraphProto.initializer
    length(file.put(name).put((byte) ((4 << 3) | 2)), list); // TensorProto.float_data
    file.position(file.position() + list);
    return Arrays.copyOf(file.array(), file.position());
  }

  /// A length in five bytes, as long as any.
  private static void length(ByteBuffer file, int value) {
    for (int i = 0; i < 4; i++) {
      file.put((byte) (((value >>> (7 * i)) & 127) | 128));
    }
    file.put((byte) (value >>> 28));
  }
}
