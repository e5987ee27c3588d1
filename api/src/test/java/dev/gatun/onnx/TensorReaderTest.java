package dev.gatun.onnx;

import static dev.gatun.onnx.Onnx.raw;
import static dev.gatun.onnx.Onnx.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.ModelFormatException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.onnx.proto.TensorProto;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class TensorReaderTest {
  private static Tensor read(TensorProto.Builder proto) {
    return new TensorReader(Limits.defaults()).read(proto.build(), "tensor 't'");
  }

  private static void refused(String part, TensorProto.Builder proto) {
    var e = assertThrows(ModelFormatException.class, () -> read(proto));
    assertTrue(e.getMessage().startsWith("tensor 't': "), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void rawDataIsLittleEndian() {
    Tensor t =
        read(raw("t", Onnx.FLOAT, new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40}, 2, 1));
    assertEquals(Shape.of(2, 1), t.shape());
    assertArrayEquals(new float[] {1, 2}, t.toFloats());
  }

  @Test
  void typedListsHoldEveryType() {
    assertEquals(1.5, read(tensor("t", 11).addDoubleData(1.5)).getDouble(0));
    assertEquals(-3, read(tensor("t", 7).addInt64Data(-3)).getLong(0));
    assertEquals(1.5, read(tensor("t", 10).addInt32Data(0x3e00)).getDouble(0), "binary16 bits");
    assertEquals(1.5, read(tensor("t", 16).addInt32Data(0x3fc0)).getDouble(0), "bfloat16 bits");
    assertEquals(-2, read(tensor("t", 3).addInt32Data(-2)).getLong(0));
    assertEquals(200, read(tensor("t", 2).addInt32Data(200)).getLong(0));
    assertEquals(60_000, read(tensor("t", 4).addInt32Data(60_000)).getLong(0));
    assertEquals(4_000_000_000L, read(tensor("t", 12).addUint64Data(4_000_000_000L)).getLong(0));
    assertEquals(-1, read(tensor("t", 13).addUint64Data(-1)).getLong(0), "64 bits kept");
    assertEquals(1, read(tensor("t", 9).addInt32Data(7)).getLong(0), "a BOOL is 0 or 1");
  }

  @Test
  void rawBooleansBecomeZeroOrOne() {
    Tensor t = read(raw("t", Onnx.BOOL, new byte[] {0, 1, 2, -1}, 4));
    assertArrayEquals(new long[] {0, 1, 1, 1}, t.toLongs());
    assertEquals(1, t.data().get(ValueLayout.JAVA_BYTE, 3));
  }

  @Test
  void dataThatDisagreesWithDimsIsRefused() {
    refused("got 7 bytes of raw data, required 8", raw("t", Onnx.FLOAT, new byte[7], 2));
    refused("got 1 elements, required 2", tensor("t", Onnx.FLOAT, 2).addFloatData(1));
    refused("got 0 elements", tensor("t", Onnx.FLOAT, 2).addInt64Data(1).addInt64Data(2));
    refused("must be 0 or more", tensor("t", Onnx.FLOAT, -1));
    refused("overflows", tensor("t", Onnx.FLOAT, 1L << 32, 1L << 32));
    refused("element type number 0", tensor("t", 0));
    refused("element type number 99", tensor("t", 99));
    refused("withExternalData", tensor("t", 1).setDataLocation(TensorProto.DataLocation.EXTERNAL));
  }

  @Test
  void limitsHold() {
    var rank = tensor("t", Onnx.FLOAT, new long[17]);
    assertThrows(LimitExceededException.class, () -> read(rank));
    var huge = tensor("t", Onnx.FLOAT, 1L << 40);
    assertThrows(LimitExceededException.class, () -> read(huge));
  }

  @Test
  void emptyTensorsAreFine() {
    assertEquals(0, read(raw("t", Onnx.FLOAT, new byte[0], 3, 0)).shape().size());
    assertEquals(DType.INT64, read(tensor("t", Onnx.INT64, 0)).dtype());
  }

  @Test
  void stringsAndComplexNumbersAreUnsupported() {
    assertThrows(UnsupportedException.class, () -> read(tensor("t", 8)));
    assertThrows(UnsupportedException.class, () -> read(tensor("t", 14)));
  }

  @Test
  void narrowElementsAreUnpacked() {
    byte[] bytes = {(byte) 0xf7, 0x58, 0x0e};
    assertArrayEquals(
        new long[] {7, -1, -8, 5, -2}, read(raw("t", 22, bytes, 5)).toLongs(), "INT4");
    assertArrayEquals(
        new long[] {7, 15, 8, 5, 14}, read(raw("t", 21, bytes, 5)).toLongs(), "UINT4");
    assertArrayEquals(
        new double[] {6, -6, -0.0, 3, -4}, read(raw("t", 23, bytes, 5)).toDoubles(), "FLOAT4E2M1");
    byte[] pairs = {(byte) 0b11_10_01_00, 0b10};
    assertArrayEquals(
        new long[] {0, 1, -2, -1, -2}, read(raw("t", 26, pairs, 5)).toLongs(), "INT2");
    assertArrayEquals(new long[] {0, 1, 2, 3, 2}, read(raw("t", 25, pairs, 5)).toLongs(), "UINT2");
    refused("got 2 bytes of raw data, required 3", raw("t", 22, new byte[2], 5));
  }

  @Test
  void typedListsHoldNarrowElementsByTheByte() {
    TensorProto.Builder int4 = tensor("t", 22, 3).addInt32Data(0xf7).addInt32Data(0x8);
    assertArrayEquals(new long[] {7, -1, -8}, read(int4).toLongs());
    refused("got 3 elements, required 2", int4.addInt32Data(1));
    assertEquals(-448, read(tensor("t", 17).addInt32Data(0xfe)).getDouble(0), "FLOAT8E4M3FN");
    assertEquals(-240, read(tensor("t", 18).addInt32Data(0xff)).getDouble(0), "FLOAT8E4M3FNUZ");
    assertEquals(57344, read(tensor("t", 19).addInt32Data(0x7b)).getDouble(0), "FLOAT8E5M2");
    assertEquals(57344, read(tensor("t", 20).addInt32Data(0x7f)).getDouble(0), "FLOAT8E5M2FNUZ");
    assertEquals(2, read(tensor("t", 24).addInt32Data(128)).getDouble(0), "FLOAT8E8M0");
  }

  @Test
  void swappingReversesEachElement() {
    MemorySegment swapped =
        TensorReader.swapped(MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), 4);
    assertArrayEquals(new byte[] {4, 3, 2, 1, 8, 7, 6, 5}, swapped.toArray(ValueLayout.JAVA_BYTE));
  }
}
