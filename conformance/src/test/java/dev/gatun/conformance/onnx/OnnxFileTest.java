package dev.gatun.conformance.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.DType;
import dev.gatun.LimitExceededException;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxFileTest {
  private static final SessionOptions REFERENCE =
      SessionOptions.defaults().withBackend("reference");

  @TempDir private Path folder = Path.of("");

  private static OnnxFile scaled() {
    return new OnnxFile("scaled", 17)
        .producer("somebody")
        .metadata("seed", "7")
        .input("x", DType.FLOAT32, "N", "3")
        .initializer("w", OnnxData.of(Tensor.of(new float[] {2, 3, -4}, 3)))
        .node(OnnxFile.node("Mul", List.of("x", "w"), List.of("y"), Attributes.none()))
        .output("y", DType.FLOAT32, "N", "3");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("scaled.onnx");
    scaled().write(file);
    Model model = Model.load(file);
    assertEquals("scaled", model.name());
    assertEquals("somebody", model.producer());
    assertEquals(Map.of("seed", "7"), model.metadata());
    assertEquals(Map.of("", 17), model.opsets());
    assertEquals("{x=FLOAT32[N,3]}", model.inputs().toString());
    try (Session session = model.compile(REFERENCE)) {
      Tensor y = session.run(Tensor.of(new float[] {1, 1, 1, 10, 20, 30}, 2, 3));
      assertArrayEquals(new float[] {2, 3, -4, 20, 60, -120}, y.toFloats());
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void memoryHoldsTheSameBytesAsTheFile() throws IOException {
    Path file = folder.resolve("scaled.onnx");
    scaled().write(file);
    assertArrayEquals(Files.readAllBytes(file), scaled().toByteArray());
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOL", "INT8", "INT16", "INT32", "INT64", "FLOAT16", "FLOAT32", "FLOAT64"})
  void everyWidthOfElementSurvives(DType dtype) {
    Tensor tensor = Tensor.allocate(dtype, Shape.of(2, 3));
    for (long i = 0; i < 6; i++) {
      tensor.setDouble(i, (double) (i % 2));
    }
    byte[] bytes =
        new OnnxFile("constant", 17)
            .initializer("w", OnnxData.of(tensor))
            .node(OnnxFile.node("Identity", List.of("w"), List.of("y"), Attributes.none()))
            .output("y", dtype, "2", "3")
            .toByteArray();
    try (Session session = Model.parse(bytes).compile(REFERENCE)) {
      Tensor y = session.run(Map.of()).get("y");
      assertEquals(dtype, y.dtype());
      assertArrayEquals(tensor.toDoubles(), y.toDoubles());
    }
  }

  @Test
  void dimensionsAreNumbersSymbolsOrNothing() throws IOException {
    byte[] bytes =
        new OnnxFile("dims", 17)
            .input("x", DType.FLOAT32, "N", "", "4")
            .node(OnnxFile.node("Relu", List.of("x"), List.of("y"), Attributes.none()))
            .output("y", DType.FLOAT32, "N", "", "4")
            .toByteArray();
    GraphProto graph = ModelProto.parseFrom(bytes).getGraph();
    var dims = graph.getInput(0).getType().getTensorType().getShape().getDimList();
    assertEquals("N", dims.get(0).getDimParam());
    assertEquals("VALUE_NOT_SET", dims.get(1).getValueCase().name());
    assertEquals(4, dims.get(2).getDimValue());
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("scaled.onnx");
    scaled().write(file);
    byte[] before = Files.readAllBytes(file);
    OnnxFile broken = scaled().initializer("broken", failing(Shape.of(5)));
    assertThrows(IOException.class, () -> broken.write(file));
    assertArrayEquals(before, Files.readAllBytes(file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void moreThanTwoGibibytesAreRefusedBeforeAnythingIsWritten() {
    OnnxFile large = scaled().initializer("large", failing(Shape.of(1 << 20, 600)));
    assertThrows(LimitExceededException.class, () -> large.write(folder.resolve("large.onnx")));
  }

  /// Weights that cannot be written.
  private static OnnxData failing(Shape shape) {
    return new OnnxData() {
      @Override
      public DType dtype() {
        return DType.FLOAT32;
      }

      @Override
      public Shape shape() {
        return shape;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        throw new IOException("no room");
      }
    };
  }
}
