package dev.gatun.conformance.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.LoadOptions;
import dev.gatun.op.CustomOperator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A short campaign, and that a campaign sees what it looks for.
class CampaignTest {
  private static final long SEED = 20261122;
  private static final int MUTANTS = 2000;
  private static final int MANY = 500;
  private static final double SLACK = 10;

  @BeforeAll
  static void warmUp() {
    intake(LoadOptions.defaults()).warmUp(Seeds.all());
  }

  private static Intake intake(LoadOptions options) {
    return new Intake(options.withLimits(Intake.LIMITS), SLACK);
  }

  @Test
  void mutantsBreakNoPromise() {
    Campaign campaign =
        new Campaign(
            new Mutator(Seeds.all(), SEED),
            intake(LoadOptions.defaults()),
            new FencedRun(List.of("reference")));
    Tally tally = campaign.run(0, MUTANTS, done -> {});
    assertEquals(List.of(), tally.failures(), tally::summary);
    assertEquals(MUTANTS, tally.mutants());
    assertTrue(tally.accepted() > MUTANTS / 20, tally.summary());
    assertTrue(tally.ran() > MUTANTS / 40, tally.summary());
  }

  @Test
  void aMutantIsAFunctionOfSeedAndNumber() {
    List<Seeds.Seed> seeds = Seeds.texts();
    Set<Integer> different = new HashSet<>();
    for (int number = 0; number < 300; number++) {
      Mutant first = new Mutator(seeds, 7).mutant(number);
      assertArrayEquals(first.bytes(), new Mutator(seeds, 7).mutant(number).bytes());
      different.add(Arrays.hashCode(first.bytes()));
    }
    assertTrue(different.size() > 270, () -> different.size() + " different mutants of 300");
    assertFalse(
        Arrays.equals(
            new Mutator(seeds, 7).mutant(1).bytes(), new Mutator(seeds, 8).mutant(1).bytes()));
  }

  @TestFactory
  List<DynamicTest> seedsAreValid() {
    LoadOptions options = LoadOptions.defaults();
    List<Seeds.Seed> seeds = Seeds.all();
    assertTrue(seeds.size() >= 25, () -> "got " + seeds.size() + " seeds");
    return seeds.stream()
        .filter(seed -> !seed.name().equals("external")) // refused unless a root is given
        .map(seed ->
            DynamicTest.dynamicTest(
                seed.name(),
                () -> {
                  Intake.Result result = intake(options).load(seed.bytes());
                  assertNull(result.thrown());
                  assertNull(result.problem());
                }))
        .toList();
  }

  /// The dearest kinds of nodes, many of them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "y# = LSTM x,x,x hidden_size=3",
        "y# = If c then_branch={p = Abs x; out p} else_branch={q = Neg x; out q}",
        "y# = my::F x"
      })
  void manyNodesStayWithinTheirBudget(String node) {
    StringBuilder text =
        new StringBuilder(
            "opset 1 my; in x f32[2]; in c bool[]; out y0; fun my::F a -> b {b = Neg a};");
    for (int i = 0; i < MANY; i++) {
      text.append(node.replace("#", Integer.toString(i))).append(';');
    }
    Intake.Result result =
        intake(LoadOptions.defaults()).load(ModelText.model(text.toString()).toByteArray());
    assertNull(result.problem());
    assertNotNull(result.model());
  }

  // what breaks promises is seen

  private static String problem(CustomOperator operator) {
    byte[] file = ModelText.model("opset 1 my; in x f32[2]; y = my::F x; out y").toByteArray();
    LoadOptions options = LoadOptions.defaults().withOperator("my", "F", operator);
    return intake(options).load(file).problem();
  }

  @Test
  void otherExceptionsAreSeen() {
    String problem =
        problem(attributes -> {
          throw new IllegalStateException("planted");
        });
    assertTrue(String.valueOf(problem).contains("planted"), problem);
  }

  @Test
  void stackOverflowsAreSeen() {
    String problem =
        problem(attributes -> {
          throw new StackOverflowError("planted");
        });
    assertTrue(String.valueOf(problem).contains("StackOverflowError"), problem);
  }

  @Test
  void exceptionsWithoutWordsAreSeen() {
    assertNotNull(Intake.problem(new InvalidInputException(" ")));
    assertNull(Intake.problem(new InvalidInputException("got nothing, required a word")));
  }

  @Test
  void memoryOverTheBudgetIsSeen() {
    String problem =
        problem(attributes -> {
          throw new InvalidInputException("got " + new byte[1 << 20].length + " bytes");
        });
    assertTrue(String.valueOf(problem).contains("allocates"), problem);
  }

  @Test
  void timeOverTheBudgetIsSeen() {
    String problem =
        problem(attributes -> {
          ThreadMXBean threads = ManagementFactory.getThreadMXBean();
          long end = threads.getCurrentThreadCpuTime() + 300_000_000;
          while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
          }
          throw new InvalidInputException("got a slow operator, required a fast one");
        });
    assertTrue(String.valueOf(problem).contains("as long"), problem);
  }
}
