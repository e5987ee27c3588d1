package dev.gatun.kernels.opencl.plan;

import dev.gatun.op.Activation;
import java.util.Arrays;

/// The members of a kernel's last argument, in the order in which its `typedef struct` has them.
final class Struct {
  private int[] members = new int[32];
  private int count;

  Struct add(int... values) {
    for (int value : values) {
      if (count == members.length) {
        members = Arrays.copyOf(members, 2 * count);
      }
      members[count++] = value;
    }
    return this;
  }

  Struct real(float value) {
    return add(Float.floatToRawIntBits(value));
  }

  /// Kind, a, b, as `activation.cl` numbers them.
  @SuppressWarnings("EnumOrdinal") // activation.cl numbers the kinds in their order
  Struct add(Activation f) {
    return add(f.kind().ordinal()).real(f.a()).real(f.b());
  }

  int[] members() {
    return Arrays.copyOf(members, count);
  }
}
