package dev.gatun.infer;

import static dev.gatun.infer.OneNode.infer;
import static dev.gatun.infer.OneNode.inferAll;
import static dev.gatun.infer.OneNode.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import dev.gatun.op.Bounded;
import dev.gatun.op.Compress;
import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.NonZero;
import dev.gatun.op.Op;
import dev.gatun.op.Selection;
import dev.gatun.op.Unique;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Types of selections: bare, where only the data tell an extent, and with the bounds that backends
/// see.
class SelectionInferenceTest {
  private static final Selection NMS = new NonMaxSuppression(false);

  private static Arguments row(List<String> bare, List<String> bounded, Op op, Object... inputs) {
    return Arguments.of(bare, bounded, op, inputs);
  }

  static Stream<Arguments> selections() {
    List<String> boxes = List.of("l[?,3]");
    return Stream.of(
        row(List.of("l[2,?]"), List.of("l[2,12]", "l[]"), new NonZero(), "f[3,4]"),
        row(List.of("l[1,?]"), List.of("l[1,1]", "l[]"), new NonZero(), "f[]"),
        row(List.of("l[2,?]"), List.of("l[2,?]", "l[]"), new NonZero(), "f[N,4]"),
        row(boxes, List.of("l[240,3]", "l[]"), NMS, "f[2,40,4]", "f[2,3,40]", "l[1]"),
        row(boxes, List.of("l[30,3]", "l[]"), NMS, "f[2,40,4]", "f[2,3,40]", ints(5)),
        row(boxes, List.of("l[6,3]", "l[]"), NMS, "f[2,1,4]", "f[2,3,1]", Tensor.scalar(7L)),
        row(boxes, List.of("l[0,3]", "l[]"), NMS, "f[2,40,4]", "f[2,3,40]", ints(-1)),
        row(boxes, List.of("l[0,3]", "l[]"), NMS, "f[2,40,4]", "f[2,3,40]", null, "f[1]"),
        row(List.of("u[3,?]"), List.of("u[3,4]", "l[]"), new Compress(-1), "u[3,5]", "b[4]"),
        row(List.of("u[?,N]"), List.of("u[3,N]", "l[]"), new Compress(0), "u[3,N]", "b[k]"),
        row(
            List.of("f[3,?]", "l[?]", "l[5]", "l[?]"),
            List.of("f[3,5]", "l[5]", "l[5]", "l[5]", "l[]"),
            new Unique(-1, true),
            "f[3,5]"),
        row(List.of("f[?]", "l[?]"), List.of("f[5]", "l[5]", "l[]"), new Unique(0, true), "f[5]"),
        row(boxes, List.of("l[?,3]", "l[]"), NMS, "f[2,N,4]", "f[2,3,N]", "l[]"));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void typesFollow(List<String> bare, List<String> bounded, Selection op, Object[] inputs) {
    assertEquals(bare, inferAll(op, bare.size(), inputs));
    assertEquals(bounded, inferAll(new Bounded(op), bounded.size(), inputs));
  }

  private static void misfit(String part, Op op, Object... inputs) {
    Exception e = assertThrows(ModelFormatException.class, () -> infer(op, inputs));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }

  @Test
  void misfitsAreNamed() {
    misfit("got input 0 of FLOAT64, required FLOAT32", NMS, "d[1,2,4]", "f[1,2,2]");
    misfit("got numbers per box 5, required 4", NMS, "f[1,2,5]", "f[1,2,2]");
    misfit("got scores per class 3, required 2", NMS, "f[1,2,4]", "f[1,2,3]", "l[]");
    misfit("got boxes of rank 2", NMS, "f[2,4]", "f[1,2,3]");
    misfit("required BOOL", new Compress(0), "f[3]", "f[3]");
    misfit("got condition of rank 2", new Compress(0), "f[3]", "b[3,1]");
    misfit("got axis 1 for rank 1", new Unique(1, true), "f[3]");
    misfit("got 2 limits of boxes per class", NMS, "f[1,2,4]", "f[1,1,2]", ints(1, 2));
  }
}
