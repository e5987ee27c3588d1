package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.op.CustomOp;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/// Runs a user's operator, in one part. Whether that allocates is up to the user.
final class CustomKernel implements PlainKernel {
  private final CustomOp op;

  CustomKernel(CustomOp op) {
    this.op = op;
  }

  @Override
  public String name() {
    return "custom." + op.title();
  }

  @Override
  public int parts(int threads) {
    return 1;
  }

  @Override
  public void run(@Nullable Tensor[] in, @Nullable Tensor[] out, int part, int parts) {
    op.run(
        Collections.<@Nullable Tensor>unmodifiableList(Arrays.<@Nullable Tensor>asList(in)),
        Collections.<@Nullable Tensor>unmodifiableList(Arrays.<@Nullable Tensor>asList(out)));
  }
}
