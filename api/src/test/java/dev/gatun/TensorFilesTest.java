package dev.gatun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFilesTest {
  @TempDir Path folder;

  private static Tensor sample(DType dtype, long... dims) {
    Tensor tensor = Tensor.allocate(dtype, Shape.of(dims));
    for (long i = 0; i < tensor.shape().size(); i++) {
      tensor.setLong(i, dtype == DType.BOOL ? i % 2 : i + 1);
    }
    return tensor;
  }

  private static void assertSame(Tensor expected, Tensor got) {
    assertEquals(expected.dtype(), got.dtype());
    assertEquals(expected.shape(), got.shape());
    assertEquals(-1, expected.data().mismatch(got.data()));
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void messagesComeBackAsTheyWere(DType dtype) {
    Path file = folder.resolve("x.pb");
    for (Tensor tensor : List.of(sample(dtype, 2, 3), sample(dtype), sample(dtype, 0, 4))) {
      TensorFiles.write(file, tensor);
      assertSame(tensor, TensorFiles.read(file));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      mode = EnumSource.Mode.MATCH_NONE,
      names = {"BFLOAT16", "U?INT[24]", "FLOAT[48]E.*"})
  void numpyFilesComeBackAsTheyWere(DType dtype) throws IOException {
    Path file = folder.resolve("x.npy");
    for (Tensor tensor :
        List.of(sample(dtype, 2, 3), sample(dtype), sample(dtype, 7), sample(dtype, 0, 4))) {
      TensorFiles.write(file, tensor);
      assertSame(tensor, TensorFiles.read(file));
      assertEquals(0, (Files.size(file) - tensor.data().byteSize()) % 64, "elements are aligned");
    }
  }

  @Test
  void theLongHeaderOfVersionTwoIsRead() throws IOException {
    byte[] header =
        "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] file = new byte[12 + header.length + 8];
    System.arraycopy(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, (byte) header.length},
        0,
        file,
        0,
        9);
    System.arraycopy(header, 0, file, 12, header.length);
    file[12 + header.length] = 5;
    Path path = Files.write(folder.resolve("two.npy"), file);
    assertArrayEquals(new long[] {5, 0}, TensorFiles.read(path).toLongs());
  }

  @Test
  void bareElementsTakeTheirTypeFromTheCaller() {
    Path file = folder.resolve("x.bin");
    Tensor tensor = sample(DType.INT16, 2, 3);
    TensorFiles.write(file, tensor);
    TensorType type = new TensorType(DType.INT16, List.of(Dim.UNKNOWN, Dim.of(3)));
    assertSame(tensor, TensorFiles.read(file, type));
    assertEquals(Shape.of(3), TensorFiles.read(file).shape(), "FLOAT32 where nothing is said");
    TensorType wrong = new TensorType(DType.INT16, List.of(Dim.of(5)));
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> TensorFiles.read(file, wrong));
    assertEquals("x.bin: got 12 bytes, required 10 for INT16[5]", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0093NUMPY",
        "\u0093NUMPY\u0001\u0000\u00ff\u00ff{}",
        "\u0093NUMPY\u0009\u0000\u0000\u0000",
        "\u0093NUMPY\u0001\u0000\u0002\u0000{}"
      })
  void damagedNumpyFilesAreNamed(String content) throws IOException {
    Path file =
        Files.write(folder.resolve("bad.npy"), content.getBytes(StandardCharsets.ISO_8859_1));
    ModelFormatException e = assertThrows(ModelFormatException.class, () -> TensorFiles.read(file));
    assertTrue(e.getMessage().startsWith("bad.npy: "), e.getMessage());
  }

  @Test
  void truncatedElementsAreNamed() throws IOException {
    Path file = folder.resolve("x.npy");
    TensorFiles.write(file, sample(DType.FLOAT32, 4));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    ModelFormatException e = assertThrows(ModelFormatException.class, () -> TensorFiles.read(file));
    assertEquals("x.npy: got 15 bytes of elements, required 16 for FLOAT32[4]", e.getMessage());
  }

  @Test
  void otherEndingsAndMissingFilesAreRefused() {
    assertThrows(InvalidInputException.class, () -> TensorFiles.read(folder.resolve("none.npy")));
    assertThrows(
        InvalidInputException.class,
        () -> TensorFiles.write(folder.resolve("x.txt"), sample(DType.INT8, 1)));
    assertThrows(
        InvalidInputException.class,
        () -> TensorFiles.write(folder.resolve("x.npy"), sample(DType.BFLOAT16, 1)));
    assertThrows(
        InvalidInputException.class,
        () -> TensorFiles.write(folder.resolve("x.npy"), sample(DType.INT4, 1)));
  }
}
