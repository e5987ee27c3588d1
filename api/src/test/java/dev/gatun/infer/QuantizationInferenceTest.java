package dev.gatun.infer;

import static dev.gatun.infer.OneNode.infer;
import static dev.gatun.infer.OneNode.inferAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.DType;
import dev.gatun.ModelFormatException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.*;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Types of quantised operators, and which operators take elements that are only stored.
class QuantizationInferenceTest {
  private static final Window WINDOW = Window.of(3, 3).withPad(1);

  private static Op quantize(int axis, int blockSize) {
    return new QuantizeLinear(DType.UINT8, axis, blockSize, DType.FLOAT32, true);
  }

  private static Op dequantize(int axis, int blockSize) {
    return new DequantizeLinear(DType.FLOAT16, axis, blockSize);
  }

  static Stream<Arguments> types() {
    return Stream.of(
        row("u[N,3]", quantize(1, 0), "f[N,3]", "f[]"),
        row("u[N,3]", quantize(7, 0), "f[N,3]", "f[1]", "u[]"),
        row("u[N,3]", quantize(1, 0), "i[N,3]", "f[3]", "u[3]"),
        row("u[N,9]", quantize(-1, 4), "h[N,9]", "h[N,3]", "u[N,3]"),
        row("u...", quantize(1, 0), "f...", "f[3]"),
        row("h[N,3]", dequantize(1, 0), "u[N,3]", "f[3]", "u[3]"),
        row("h[3]", dequantize(0, 0), "i[3]", "f[3]"),
        row("i[N,5,H,8]", new ConvInteger(WINDOW, 1), "u[N,3,H,8]", "u[5,3,3,3]", "u[]", "u[5]"),
        row(
            "u[N,6,8,8]",
            new QLinearConv(WINDOW, 3),
            "u[N,3,8,8]",
            "f[]",
            "u[]",
            "u[6,1,3,3]",
            "f[6]",
            "u[6]",
            "f[1]",
            "u[1]",
            "i[6]"),
        row("i[7,2,5]", new MatMulInteger(), "u[7,2,3]", "u[3,5]", "u[2]", "u[5]"),
        row("i[5]", new MatMulInteger(), "u[3]", "u[3,5]"),
        row(
            "u[7,2,5]",
            new QLinearMatMul(),
            "u[7,2,3]",
            "h[7,2,1]",
            "u[7,2,1]",
            "u[3,5]",
            "h[1,5]",
            "u[1,5]",
            "h[]",
            "u[]"));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        row("required INT32 or a float type", quantize(1, 0), "u[2]", "f[]"),
        row("got zero point of INT32, required UINT8", quantize(1, 0), "f[2]", "f[]", "i[]"),
        row("extent of the scale", quantize(1, 0), "f[2,3]", "f[4]"),
        row("axis", quantize(1, 0), "f[3]", "f[3]"),
        row("blocks of the scale on axis 1", quantize(1, 4), "f[2,9]", "f[2,2]"),
        row("elements of the scale", quantize(1, 0), "f[2,3]", "f[3]", "u[]"),
        row("got x of INT64", dequantize(1, 0), "l[2]", "f[]"),
        row("got a scale of INT64", dequantize(1, 0), "u[2]", "l[]"),
        row("required INT8 or UINT8", new MatMulInteger(), "i[2,3]", "u[3,5]"),
        row("inner extent of A", new MatMulInteger(), "u[2,4]", "u[3,5]"),
        row("length of the zero point of A", new MatMulInteger(), "u[2,3]", "u[3,5]", "u[3]"),
        row(
            "required one element",
            new ConvInteger(WINDOW, 1),
            "u[1,3,8,8]",
            "u[5,3,3,3]",
            "u[3]"));
  }

  private static Arguments row(String expected, Op op, Object... inputs) {
    return Arguments.of(expected, op, inputs);
  }

  @ParameterizedTest
  @MethodSource("types")
  void infers(String expected, Op op, Object... inputs) {
    assertEquals(expected, infer(op, inputs));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void refuses(String part, Op op, Object... inputs) {
    var e = assertThrows(ModelFormatException.class, () -> infer(op, inputs));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void dynamicQuantizationHasThreeResults() {
    assertEquals(
        List.of("u[N,3]", "f[]", "u[]"), inferAll(new DynamicQuantizeLinear(), 3, "f[N,3]"));
  }

  @Test
  void narrowElementsAreMovedAndConvertedOnly() {
    Tensor narrow = Tensor.allocate(DType.INT4, Shape.of(2, 3));
    assertEquals("INT4[3,2]", infer(new Transpose(Ints.of(1, 0)), narrow));
    assertEquals("f[2,3]", infer(new Cast(DType.FLOAT32), narrow));
    assertEquals("FLOAT4E2M1[2,3]", infer(new BitCast(DType.FLOAT4E2M1), narrow));
    refuses("Cast or DequantizeLinear", Binary.of(Binary.Kind.ADD), narrow, narrow);
    refuses("required one of 8 bits", new BitCast(DType.INT8), narrow);
  }
}
