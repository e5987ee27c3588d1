package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.graph.TensorType;
import dev.gatun.op.LinearAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/// Linear attention with every kind of gate.
final class LinearRecurrenceTest {
  @Property(tries = 120)
  void equalsTheReference(@ForAll @LongRange(min = 0, max = 100_000) long seed) {
    Random draw = new Random(seed);
    DType dtype = draw.nextBoolean() ? DType.FLOAT32 : DType.FLOAT16;
    DType stateType = draw.nextBoolean() ? dtype : DType.FLOAT32;
    long batch = draw.nextInt(3);
    long steps = draw.nextInt(5);
    int keyHeads = 1 + draw.nextInt(3);
    int heads = keyHeads * (1 + draw.nextInt(2));
    long size = draw.nextInt(5);
    long width = draw.nextInt(6);
    boolean past = draw.nextBoolean();
    List<@Nullable Tensor> in = new ArrayList<>();
    in.add(random(1, dtype, batch, steps, heads * size));
    in.add(random(2, dtype, batch, steps, keyHeads * size));
    in.add(random(3, dtype, batch, steps, keyHeads * width));
    in.add(past ? random(4, stateType, batch, keyHeads, size, width) : null);
    long decay = draw.nextBoolean() ? keyHeads : keyHeads * size;
    in.add(draw.nextBoolean() ? random(5, dtype, batch, steps, decay) : null);
    long beta = draw.nextBoolean() ? keyHeads : 1;
    in.add(draw.nextBoolean() ? random(6, dtype, batch, steps, beta) : null);
    TensorType last =
        draw.nextInt(4) == 0 ? null : type(past ? stateType : dtype, batch, keyHeads, size, width);
    LinearAttention op = new LinearAttention(heads, keyHeads, draw.nextBoolean() ? 0 : 0.7f);
    // the order of sums in double decides about the last bit of a half
    double tolerance = dtype == DType.FLOAT32 && stateType == dtype ? 1e-6 : 2e-3;
    check(op, tolerance, in, type(dtype, batch, steps, heads * width), last);
  }
}
