package dev.gatun.conformance.hostile;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatun.onnx.proto.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Makes mutants: a pure function of the campaign's seed and the mutant's number, so that one
/// number is all that a report needs.
///
/// ```java
/// Mutant mutant = new Mutator(Seeds.all(), 1).mutant(4711);
/// ```
public final class Mutator {
  /// Odd, so that numbers stay apart: 2⁶⁴ divided by the golden ratio.
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private static final int MOST_CHANGES = 4;

  private final List<Seeds.Seed> seeds;
  private final List<ModelProto> parsed = new ArrayList<>();
  private final long seed;

  /// A mutator.
  ///
  /// @param seeds valid models, at least one
  /// @param seed of the campaign
  public Mutator(List<Seeds.Seed> seeds, long seed) {
    this.seeds = List.copyOf(seeds);
    this.seed = seed;
    for (Seeds.Seed each : seeds) {
      try {
        parsed.add(ModelProto.parseFrom(each.bytes()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalArgumentException("seed '" + each.name() + "' is no model", e);
      }
    }
  }

  /// One mutant. Two of five have damaged bytes only, two of five are well-formed messages with
  /// other contents, the rest are both.
  ///
  /// @param number 0 or more
  /// @return the same for the same seeds, seed and number
  public Mutant mutant(long number) {
    SplittableRandom random = new SplittableRandom((seed + 1) * STEP ^ number * ~STEP);
    int origin = random.nextInt(seeds.size());
    List<String> changes = new ArrayList<>();
    byte[] bytes = seeds.get(origin).bytes();
    int kind = random.nextInt(5);
    if (kind >= 2) {
      ModelProto other = parsed.get(random.nextInt(parsed.size()));
      MessageMutations messages = new MessageMutations(parsed.get(origin), other, random);
      for (int i = random.nextInt(1, MOST_CHANGES + 1); i > 0; i--) {
        changes.add(messages.change());
      }
      bytes = messages.bytes();
    }
    if (kind <= 2) {
      ByteMutations damage =
          new ByteMutations(seeds.get(random.nextInt(seeds.size())).bytes(), random);
      for (int i = random.nextInt(1, MOST_CHANGES + 1); i > 0; i--) {
        ByteMutations.Damaged damaged = damage.change(bytes);
        bytes = damaged.bytes();
        changes.add(damaged.change());
      }
    }
    return new Mutant(seed, number, seeds.get(origin).name(), changes, bytes);
  }
}
