package dev.gatun.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.ModelFormatException;
import dev.gatun.op.LinearAttention;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Types of linear attention.
class LinearAttentionInferenceTest {
  private static final LinearAttention OP = new LinearAttention(4, 2, 0);

  @Test
  void types() {
    assertEquals(
        List.of("h[N,T,20]", "h[N,2,3,5]"),
        OneNode.inferAll(OP, 2, "h[N,T,12]", "h[N,T,6]", "h[N,T,10]"));
    assertEquals(
        List.of("h[N,T,20]", "f[N,2,3,5]"),
        OneNode.inferAll(
            OP, 2, "h[N,T,12]", "h...", "h[N,?,?]", "f[N,2,3,5]", "h[N,T,6]", "h[N,T,1]"));
  }

  @ParameterizedTest
  @CsvSource({
    "'f[2,3,13]', 'f[2,3,6]', 'f[2,3,10]', 'f[2,2,3,5]', 'f[2,3,2]', 'multiple of 4 heads'",
    "'f[2,3,12]', 'f[2,3,8]', 'f[2,3,10]', 'f[2,2,3,5]', 'f[2,3,2]', 'size of heads of k'",
    "'f[2,3,12]', 'f[1,3,6]', 'f[2,3,10]', 'f[2,2,3,5]', 'f[2,3,2]', 'batch of k'",
    "'f[2,3,12]', 'f[2,3,6]', 'f[2,3,10]', 'f[2,4,3,5]', 'f[2,3,2]', 'heads of the state'",
    "'f[2,3,12]', 'f[2,3,6]', 'f[2,3,10]', 'f[2,2,3,5]', 'f[2,3,5]', 'required 2 or 6'",
    "'f[2,3,12]', 'f[2,3,6]', 'l[2,3,10]', 'f[2,2,3,5]', 'f[2,3,2]', 'floating-point'",
  })
  void misfits(String q, String k, String v, String state, String decay, String part) {
    ModelFormatException e =
        assertThrows(ModelFormatException.class, () -> OneNode.infer(OP, q, k, v, state, decay));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void headsDivideEachOther() {
    assertThrows(InvalidInputException.class, () -> new LinearAttention(3, 2, 0));
    assertThrows(InvalidInputException.class, () -> new LinearAttention(2, 0, 0));
  }
}
