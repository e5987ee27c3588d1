package dev.gatun.conformance.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.ByteString;
import dev.gatun.conformance.suite.OracleDatum.Absent;
import dev.gatun.conformance.suite.OracleDatum.Elements;
import dev.gatun.conformance.suite.OracleDatum.Items;
import dev.gatun.onnx.proto.TensorProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class OracleComparisonTest {
  private static final int FLOAT = 1;
  private static final int STRING = 8;
  private static final int FLOAT8E5M2 = 19;
  private static final int INT4 = 22;

  private static String fault(OracleDatum got, OracleDatum recorded) {
    return OracleComparison.fault(got, recorded, Tolerance.OPERATORS);
  }

  private static TensorProto.Builder vector(int type, int length) {
    return TensorProto.newBuilder().setDataType(type).addDims(length);
  }

  private static OracleDatum floats(float value) {
    return new Elements(vector(FLOAT, 1).addFloatData(value).build());
  }

  private static OracleDatum strings(String... values) {
    TensorProto.Builder tensor = vector(STRING, values.length);
    for (String value : values) {
      tensor.addStringData(ByteString.copyFromUtf8(value));
    }
    return new Elements(tensor.build());
  }

  private static OracleDatum raw(int type, int length, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return new Elements(vector(type, length).setRawData(ByteString.copyFrom(data)).build());
  }

  @Test
  void numbersAreHeldToTheTolerance() {
    assertNull(fault(floats(1000.9f), floats(1000)));
    assertNotNull(fault(floats(1001.1f), floats(1000)));
  }

  @Test
  void typeAndShapeMustAgree() {
    assertEquals(
        "got a tensor of type 8 and shape [1], required a tensor of type 1 and shape [1]",
        fault(strings("1"), floats(1)));
    assertNotNull(fault(strings("a", "b"), strings("a")));
  }

  @Test
  void stringsMustBeEqual() {
    assertNull(fault(strings("a", "ä"), strings("a", "ä")));
    assertEquals("got [a], required [b]", fault(strings("a"), strings("b")));
  }

  @Test
  void smallTypesAreComparedWhereverTheyStand() {
    OracleDatum typed = new Elements(vector(INT4, 3).addInt32Data(0xf1).addInt32Data(2).build());
    assertNull(fault(raw(INT4, 3, 0xf1, 2), typed));
    assertNotNull(fault(raw(INT4, 3, 0xf1, 3), typed));
  }

  @Test
  void anyNanEqualsAnyOther() {
    assertNull(fault(raw(FLOAT8E5M2, 2, 0x7f, 0xfd), raw(FLOAT8E5M2, 2, 0x7e, 0x7e)));
    assertNotNull(fault(raw(FLOAT8E5M2, 1, 0x7c), raw(FLOAT8E5M2, 1, 0x7e)));
  }

  @Test
  void sequencesAreComparedItemByItem() {
    Items recorded = new Items(List.of(floats(1), floats(2)));
    assertNull(fault(recorded, recorded));
    assertEquals(
        "got a sequence of 1, required a sequence of 2",
        fault(new Items(List.of(floats(1))), recorded));
    String fault = fault(new Items(List.of(floats(1), floats(3))), recorded);
    assertEquals("item 1, element 0: got 3.0", fault.substring(0, fault.indexOf(',', 10)));
  }

  @Test
  void nothingEqualsNothingOnly() {
    assertNull(fault(new Absent(), new Absent()));
    assertEquals(
        "got a tensor of type 1 and shape [1], required an absent optional",
        fault(floats(1), new Absent()));
  }
}
