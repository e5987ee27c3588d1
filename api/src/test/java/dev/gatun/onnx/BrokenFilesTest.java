package dev.gatun.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.GatunException;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the bytes are, one worded exception comes out.
class BrokenFilesTest {
  private static final LoadOptions LENIENT = LoadOptions.defaults().withUnsupportedAllowed();

  @TempDir Path folder;

  /// A model with most kinds of fields: raw and typed data, attributes of several types, a
  /// function, types.
  private static byte[] sample() {
    var function =
        dev.gatun.onnx.proto.FunctionProto.newBuilder()
            .setName("F")
            .setDomain("local")
            .addInput("a")
            .addOutput("b")
            .addOpsetImport(dev.gatun.onnx.proto.OperatorSetIdProto.newBuilder().setVersion(13))
            .addNode(Onnx.node("Relu", "a", "b"));
    var graph =
        Onnx.graph()
            .addInput(Onnx.value("x", Onnx.FLOAT, 1, 2, 5, 5))
            .addInitializer(Onnx.zeros("w", 2, 1, 3, 3))
            .addInitializer(Onnx.floats("k", 1, 2))
            .addInitializer(Onnx.ints("s", 1, -1))
            .addInitializer(Onnx.ints("p", 0, 0, 1, 1, 0, 0, 1, 1))
            .addNode(Onnx.node("Pad", "x p", "q").addAttribute(Onnx.attr("mode", "edge")))
            .addNode(
                Onnx.node("Conv", "q w k", "c")
                    .addAttribute(Onnx.attr("group", 2))
                    .addAttribute(Onnx.list("strides", 1, 1)))
            .addNode(Onnx.node("F", "c", "f").setDomain("local"))
            .addNode(Onnx.node("MaxPool", "f", "m").addAttribute(Onnx.list("kernel_shape", 2, 2)))
            .addNode(Onnx.node("LeakyRelu", "m", "l").addAttribute(Onnx.attr("alpha", 0.2f)))
            .addNode(Onnx.node("Reshape", "l s", "y"))
            .addValueInfo(Onnx.value("c", Onnx.FLOAT, 1, 2, 5, 5));
    return Onnx.model(13, graph).addFunctions(function).build().toByteArray();
  }

  private static void parse(byte[] bytes) {
    try {
      Model.parse(ByteBuffer.wrap(bytes), LENIENT);
    } catch (GatunException e) {
      assertTrue(e.getMessage().startsWith("model: "), e.getMessage());
    }
  }

  @Test
  void everyTruncation() {
    byte[] sample = sample();
    for (int i = 0; i < sample.length; i++) {
      parse(Arrays.copyOf(sample, i));
    }
    assertEquals(6, Model.parse(sample).graph().nodes().size());
  }

  @Test
  void everyBitFlip() {
    byte[] sample = sample();
    for (int bit = 0; bit < 8 * sample.length; bit++) {
      byte[] flipped = sample.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      parse(flipped);
    }
  }

  @Test
  void manyBytesReplaced() {
    byte[] sample = sample();
    SplittableRandom random = new SplittableRandom(7);
    byte[] edges = {0, 1, 2, 8, 0x7f, -128, -1};
    for (int i = 0; i < 5000; i++) {
      byte[] changed = sample.clone();
      for (int j = random.nextInt(1, 7); j > 0; j--) {
        changed[random.nextInt(changed.length)] =
            random.nextBoolean() ? edges[random.nextInt(edges.length)] : (byte) random.nextInt(256);
      }
      parse(changed);
    }
  }

  private void refused(String part, Path file) {
    var e = assertThrows(ModelFormatException.class, () -> Model.load(file));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("f.onnx"), content, StandardCharsets.ISO_8859_1);
  }

  @Test
  void filesThatAreNoModels() throws IOException {
    refused("no file", folder.resolve("missing.onnx"));
    refused("a folder", folder);
    refused("empty", write(""));
    refused("gzip", write("\u001f\u008b\b\0\0\0\0\0"));
    refused("zip", write("PK\u0003\u0004\0\0"));
    refused("HTML", write("\n<!DOCTYPE html><html><body>404</body></html>"));
    refused("Git LFS", write("version https://git-lfs.github.com/spec/v1\noid sha256:0"));
    refused("a text", write("this is no model at all"));
    refused("JSON", write("{\"ir_version\": 8}"));
    refused("not an ONNX model", write("\0\u0001\u0002\u0003"));
  }

  @Test
  void aModelWithoutWhatItNeeds() {
    var graph = Onnx.graph("x").addNode(Onnx.node("Abs", "x", "y"));
    var noGraph = Onnx.model(13, graph).clearGraph();
    assertThrows(ModelFormatException.class, () -> Onnx.load(noGraph));
    var noIr = Onnx.model(13, graph).clearIrVersion();
    assertThrows(ModelFormatException.class, () -> Onnx.load(noIr));
    var noOpset = Onnx.model(13, graph).clearOpsetImport();
    assertThrows(ModelFormatException.class, () -> Onnx.load(noOpset));
    var badOpset = Onnx.model(0, graph);
    assertThrows(ModelFormatException.class, () -> Onnx.load(badOpset));
    var veryOld = Onnx.model(13, graph).clearOpsetImport().setIrVersion(2);
    assertEquals(1, Onnx.load(veryOld).opsets().get(""));
  }

  @Test
  void filesOverTheLimit() {
    LoadOptions tight = LoadOptions.defaults().withLimits(Limits.defaults().withFileBytes(10));
    assertThrows(LimitExceededException.class, () -> Model.parse(ByteBuffer.wrap(sample()), tight));
  }

  @Test
  void deepNesting() {
    var inner = Onnx.graph("x");
    for (int i = 0; i < 40; i++) {
      var branch =
          dev.gatun.onnx.proto.AttributeProto.newBuilder().setName("then_branch").setG(inner);
      inner = Onnx.graph("x").addNode(Onnx.node("If", "x", "y").addAttribute(branch));
    }
    var model = Onnx.model(13, inner);
    var e = assertThrows(LimitExceededException.class, () -> Onnx.load(model));
    assertTrue(e.getMessage().contains("nestingDepth"), e.getMessage());
  }
}
