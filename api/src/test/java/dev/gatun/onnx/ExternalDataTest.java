package dev.gatun.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.ModelFormatException;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.StringStringEntryProto;
import dev.gatun.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDataTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void writeWeights() throws IOException {
    root = Files.createDirectories(folder.resolve("root/sub")).getParent();
    Files.write(root.resolve("sub/weights.bin"), floats(9, 1, 2, 3));
    Files.write(folder.resolve("secret.bin"), floats(7, 7, 7, 7));
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /// Adds three floats from the given place to x.
  private Model load(String location, String offset, String length) {
    TensorProto.Builder weights =
        Onnx.tensor("k", Onnx.FLOAT, 3)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", location));
    if (offset != null) {
      weights.addExternalData(entry("offset", offset));
    }
    if (length != null) {
      weights.addExternalData(entry("length", length));
    }
    ModelProto.Builder model =
        Onnx.model(
            13, Onnx.graph("x").addInitializer(weights).addNode(Onnx.node("Add", "x k", "y")));
    return Onnx.load(model, LoadOptions.defaults().withExternalData(root));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private void refused(String part, String location, String offset, String length) {
    var e = assertThrows(ModelFormatException.class, () -> load(location, offset, length));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void readsAPartOfAFile() {
    Model model = load("sub/weights.bin", "4", "12");
    assertArrayEquals(new float[] {1, 2, 3}, model.graph().constant("k").toFloats());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.bin",
        "sub/../../secret.bin",
        "..\\secret.bin",
        "/etc/passwd",
        "\\\\host\\share",
        "C:\\weights.bin",
        "c:weights.bin",
        "a\0b",
        "",
        ".",
        "sub",
        "missing.bin"
      })
  void refusesLocationsOutsideOrNotFiles(String location) {
    refused("external data", location, "0", "12");
  }

  @Test
  void refusesBadPlaces() {
    refused("required 12", "sub/weights.bin", "0", "16");
    refused("offset 8", "sub/weights.bin", "8", "12");
    refused("offset 9223372036854775807", "sub/weights.bin", "9223372036854775807", null);
    refused("offset '-4'", "sub/weights.bin", "-4", null);
    refused("offset 'x'", "sub/weights.bin", "x", null);
  }

  @Test
  void refusesLinksThatLeadOut() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
    Files.createSymbolicLink(root.resolve("link.bin"), folder.resolve("secret.bin"));
    Files.createSymbolicLink(root.resolve("up"), folder);
    Files.createLink(root.resolve("hard.bin"), folder.resolve("secret.bin"));
    Files.createSymbolicLink(root.resolve("inside.bin"), root.resolve("sub/weights.bin"));
    refused("leads out", "link.bin", "0", "12");
    refused("leads out", "up/secret.bin", "0", "12");
    refused("hard link", "hard.bin", "0", "12");
    assertArrayEquals(
        new float[] {9, 1, 2}, load("inside.bin", null, null).graph().constant("k").toFloats());
  }

  @Test
  void isOffByDefault() {
    ModelProto.Builder model =
        Onnx.model(
            13,
            Onnx.graph("x")
                .addInitializer(
                    Onnx.tensor("k", Onnx.FLOAT, 1)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(entry("location", "sub/weights.bin")))
                .addNode(Onnx.node("Add", "x k", "y")));
    var e = assertThrows(ModelFormatException.class, () -> Onnx.load(model));
    assertTrue(e.getMessage().contains("withExternalData"), e.getMessage());
  }

  @Test
  void largeFilesMeetTheLimit() {
    ExternalData data = new ExternalData(root, Limits.defaults().withFileBytes(8));
    var entries = java.util.List.of(entry("location", "sub/weights.bin"));
    assertThrows(dev.gatun.LimitExceededException.class, () -> data.map(entries, 4, "tensor 't'"));
  }
}
