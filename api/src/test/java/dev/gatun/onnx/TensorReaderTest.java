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
  void stringsAndSmallFloatsAreUnsupported() {
    assertThrows(UnsupportedException.class, () -> read(tensor("t", 8)));
    assertThrows(UnsupportedException.class, () -> read(tensor("t", 17)));
  }

  @Test
  void swappingReversesEachElement() {
    MemorySegment swapped =
        TensorReader.swapped(MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), 4);
    assertArrayEquals(new byte[] {4, 3, 2, 1, 8, 7, 6, 5}, swapped.toArray(ValueLayout.JAVA_BYTE));
  }
}
