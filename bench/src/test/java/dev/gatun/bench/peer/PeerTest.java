package dev.gatun.bench.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.GatunException;
import dev.gatun.LoadOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.onnx.OnnxFile;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PeerTest {
  @TempDir private Path folder = Path.of("");

  static List<Peer> peers() {
    return List.of(
        Gatun.java(LoadOptions.defaults()),
        Gatun.reference(LoadOptions.defaults()),
        new OnnxRuntime());
  }

  @ParameterizedTest
  @MethodSource("peers")
  void laterRunsWriteTheSameIntoTheFirstRunsMemory(Peer peer) throws IOException {
    Network network = Zoo.network("lenet-5");
    Net net = network.define(network.small(), Zoo.SEED);
    Path file = folder.resolve("lenet-5.onnx");
    network.file(net).write(file);
    try (Opened model = peer.open(file, 1);
        Call call = model.call(net.examples())) {
      assertThrows(IllegalStateException.class, call::outputs);
      call.run();
      Map<String, Tensor> first = call.outputs();
      call.run();
      Map<String, Tensor> second = call.outputs();
      assertEquals(first.keySet(), second.keySet());
      first.forEach((name, tensor) -> {
        float[] values = tensor.toFloats();
        assertTrue(values.length > 1 && values[0] != values[1], name);
        assertArrayEquals(values, second.get(name).toFloats(), name);
      });
    }
  }

  /// A file that gives back what it gets.
  private Path identity(DType dtype) throws IOException {
    Path file = folder.resolve("identity.onnx");
    new OnnxFile("identity", 17)
        .input("x", dtype, "3")
        .node(OnnxFile.node("Identity", List.of("x"), List.of("y"), Attributes.none()))
        .output("y", dtype, "3")
        .write(file);
    return file;
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "FLOAT32",
        "FLOAT64",
        "FLOAT16",
        "BFLOAT16",
        "INT64",
        "INT32",
        "INT16",
        "INT8",
        "UINT8",
        "BOOL"
      })
  void everyTypeReachesOnnxRuntimeAndComesBack(DType dtype) throws IOException {
    Path file = identity(dtype);
    Tensor x = Tensor.allocate(dtype, Shape.of(3));
    x.setDouble(0, 1);
    x.setDouble(2, dtype == DType.BOOL ? 1 : 5);
    try (Opened model = new OnnxRuntime().open(file, 1);
        Call call = model.call(Map.of("x", x))) {
      call.run();
      Tensor y = call.outputs().get("y");
      assertEquals(x.toString(), y.toString());
      assertArrayEquals(x.toDoubles(), y.toDoubles());
    }
  }

  @ParameterizedTest
  @MethodSource("peers")
  void whatIsNoModelIsSaidInOneSentence(Peer peer) throws IOException {
    Path page = Files.writeString(folder.resolve("page.onnx"), "<html></html>");
    GatunException damaged = assertThrows(GatunException.class, () -> peer.open(page, 1));
    assertTrue(String.valueOf(damaged.getMessage()).length() > 10, damaged::getMessage);
  }

  @Test
  void typesThatOnnxRuntimesJavaApiLacksAreNamed() throws IOException {
    Path file = identity(DType.UINT64);
    try (Opened model = new OnnxRuntime().open(file, 1)) {
      Map<String, Tensor> inputs = Map.of("x", Tensor.allocate(DType.UINT64, Shape.of(3)));
      GatunException wrong = assertThrows(GatunException.class, () -> model.call(inputs));
      assertTrue(String.valueOf(wrong.getMessage()).contains("UINT64"), wrong::getMessage);
    }
  }
}
