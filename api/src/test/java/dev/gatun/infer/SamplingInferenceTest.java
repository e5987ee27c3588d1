package dev.gatun.infer;

import static dev.gatun.infer.OneNode.infer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.ModelFormatException;
import dev.gatun.op.Op;
import dev.gatun.op.RoiAlign;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Types of operators that sample pictures.
class SamplingInferenceTest {
  private static final Op ALIGN = new RoiAlign(RoiAlign.Mode.AVERAGE, 7, 5, 2, 1f, true);

  private static Arguments row(String expected, Op op, Object... inputs) {
    return Arguments.of(expected, op, inputs);
  }

  static Stream<Arguments> types() {
    return Stream.of(
        row("f[R,C,7,5]", ALIGN, "f[N,C,H,W]", "f[R,4]", "l[R]"),
        row("f[9,3,7,5]", ALIGN, "f[N,3,8,8]", "f[?,4]", "l[9]"),
        row("f...", ALIGN, "f...", "f[R,4]", "l[R]"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void typesFollow(String expected, Op op, Object[] inputs) {
    assertEquals(expected, infer(op, inputs));
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        row("got numbers per region 5, required 4", ALIGN, "f[1,3,8,8]", "f[2,5]", "l[2]"),
        row("got pictures of the regions 3, required 2", ALIGN, "f[1,3,8,8]", "f[2,4]", "l[3]"),
        row("got indices of FLOAT32", ALIGN, "f[1,3,8,8]", "f[2,4]", "f[2]"),
        row("got operands of FLOAT32 and FLOAT64", ALIGN, "f[1,3,8,8]", "d[2,4]", "l[2]"),
        row("got input of rank 3", ALIGN, "f[3,8,8]", "f[2,4]", "l[2]"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void misfitsAreNamed(String part, Op op, Object[] inputs) {
    Exception e = assertThrows(ModelFormatException.class, () -> infer(op, inputs));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }
}
