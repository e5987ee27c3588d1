package dev.gatun.infer;

import static dev.gatun.infer.OneNode.infer;
import static dev.gatun.infer.OneNode.inferAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.ModelFormatException;
import dev.gatun.op.Activation;
import dev.gatun.op.GateFunction;
import dev.gatun.op.Gru;
import dev.gatun.op.Lstm;
import dev.gatun.op.Recurrence;
import dev.gatun.op.Recurrence.Direction;
import dev.gatun.op.Rnn;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Types of recurrences.
class RecurrentInferenceTest {
  private static Recurrence of(Direction direction, int functions) {
    GateFunction f = GateFunction.of(Activation.RELU);
    return new Recurrence(direction, Collections.nCopies(functions, f), Float.POSITIVE_INFINITY);
  }

  @Test
  void extentsComeFromAllOperands() {
    Lstm lstm = new Lstm(of(Direction.BOTH, 6), false);
    assertEquals(
        List.of("f[T,2,B,5]", "f[2,B,5]", "f[2,B,5]"), inferAll(lstm, 3, "f[T,B,40]", "f[2,5,20]"));
    assertEquals("f[T,2,3,5]", infer(lstm, "f[T,?,40]", "f...", "i[3]"));
    assertEquals("f[T,2,3,5]", infer(lstm, "f[T,?,?]", "f...", null, "f[2,3,5]", null, "f[2,15]"));
    assertEquals("h[?,1,?,5]", infer(new Gru(of(Direction.REVERSE, 2), true), "h[?,?,15]", "h..."));
    assertEquals("d...", infer(new Rnn(of(Direction.FORWARD, 1)), "d...", "d[1,5,5]"));
  }

  @Test
  void misfitsAreNamed() {
    Lstm lstm = new Lstm(of(Direction.FORWARD, 3), false);
    refused("got directions of the weights 2, required 1", lstm, "f[T,B,20]", "f[2,5,20]");
    refused("got gates of the weights / 4 6, required 5", lstm, "f[T,B,20]", "f[1,5,24]");
    refused("required a multiple of 4", lstm, "f[T,B,20]", "f[1,5,21]");
    refused("got input 1 of FLOAT64", lstm, "f[T,B,20]", "d[1,5,20]");
    refused("got indices of FLOAT32", lstm, "f[T,B,20]", "f[1,5,20]", "f[B]");
    refused(
        "got extent of input 3 4, required 5", lstm, "f[T,3,20]", "f[1,5,20]", null, "f[1,3,4]");
    refused("required a floating-point type", lstm, "l[T,3,20]", "l[1,5,20]");
  }

  private static void refused(String part, Lstm op, Object... inputs) {
    Exception e = assertThrows(ModelFormatException.class, () -> infer(op, inputs));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void theNumberOfFunctionsIsChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Rnn(of(Direction.BOTH, 1)));
  }
}
