package dev.gatun.conformance.contract;

import dev.gatun.Tensor;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Runs a [Trial] in fenced memory: guard zones around every tensor are checked afterwards, outputs
/// start as NaN, inputs must come back unchanged, and a second run of the same plan must give the
/// same bits.
final class Fences {
  static final long ZONE_BYTES = 256;
  private static final byte GUARD = 0x5A;
  private static final byte POISON = -1; // a float of such bytes is NaN

  private Fences() {}

  static Tensor run(Engine engine, Trial trial) {
    try (Executable executable = engine.compile(trial.graph());
        Arena arena = Arena.ofConfined()) {
      List<Fenced> inputs = new ArrayList<>();
      for (Tensor tensor : trial.runtimeInputs()) {
        Fenced fenced = Fenced.of(tensor, arena);
        tensor.copyTo(fenced.inner);
        inputs.add(fenced);
      }
      Tensor first = runOnce(executable, trial, inputs, arena);
      engine.warmUp(); // other kernels may be at work now, and must give the same bits
      Tensor second = runOnce(executable, trial, inputs, arena);
      long difference = first.data().mismatch(second.data());
      if (difference >= 0) {
        throw new AssertionError(
            "a second run of the same plan differs at byte " + difference + " of the output");
      }
      return second;
    }
  }

  private static Tensor runOnce(
      Executable executable, Trial trial, List<Fenced> inputs, Arena arena) {
    List<Tensor> results = trial.allocate(trial.output());
    List<Fenced> outputs = results.stream().map(result -> Fenced.of(result, arena)).toList();
    executable.run(
        inputs.stream().map(f -> f.inner).toList(), outputs.stream().map(f -> f.inner).toList());
    for (int i = 0; i < outputs.size(); i++) {
      outputs.get(i).requireIntact(outputs.size() == 1 ? "the output" : "output " + i);
      outputs.get(i).inner.copyTo(results.get(i));
    }
    for (int i = 0; i < inputs.size(); i++) {
      inputs.get(i).requireIntact("run-time input " + i);
      if (inputs.get(i).inner.data().mismatch(trial.runtimeInputs().get(i).data()) >= 0) {
        throw new AssertionError("run-time input " + i + " was changed by the run");
      }
    }
    return trial.inARow(results);
  }

  /// A tensor between two guard zones.
  record Fenced(MemorySegment zone, Tensor inner) {
    static Fenced of(Tensor like, Arena arena) {
      return in(arena.allocate(like.data().byteSize() + 2 * ZONE_BYTES, 64), like);
    }

    static Fenced in(MemorySegment memory, Tensor like) {
      long bytes = like.data().byteSize();
      MemorySegment zone = memory.asSlice(0, bytes + 2 * ZONE_BYTES).fill(GUARD);
      MemorySegment inner = zone.asSlice(ZONE_BYTES, bytes).fill(POISON);
      return new Fenced(zone, Tensor.wrap(like.dtype(), like.shape(), inner));
    }

    void requireIntact(String what) {
      long after = zone.byteSize() - ZONE_BYTES;
      for (long i = 0; i < ZONE_BYTES; i++) {
        if (zone.get(ValueLayout.JAVA_BYTE, i) != GUARD) {
          throw new AssertionError(
              "memory " + (ZONE_BYTES - i) + " bytes before " + what + " was overwritten");
        }
        if (zone.get(ValueLayout.JAVA_BYTE, after + i) != GUARD) {
          throw new AssertionError("memory " + i + " bytes after " + what + " was overwritten");
        }
      }
    }
  }
}
