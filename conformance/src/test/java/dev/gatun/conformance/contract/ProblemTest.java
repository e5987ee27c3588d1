package dev.gatun.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProblemTest {
  @Property(tries = 200)
  void printingAndParsingAreInverse(@ForAll("all") Problem problem) {
    assertEquals(problem, Problem.parse(problem.toString()));
    assertEquals(problem.toString(), Problem.parse(problem.toString()).toString());
  }

  @Example
  void theLineOfTheManualIsRead() {
    Problem p = Problem.parse("conv g32 n1 ic32 ih112 iw112 oc32 kh3 kw3 sh1 ph1 relu");
    assertEquals(32, p.get("g"));
    assertEquals(112, p.get("iw"));
    assertEquals(1, p.get("dh", 1));
    assertTrue(p.has("relu"));
  }

  @Example
  void aWidthThatIsLeftOutIsTheHeight() {
    Problem p = Problem.parse("conv g32 n1 ic32 ih112 oc32 kh3 kw3 sh1 ph1 relu");
    assertEquals(112, p.get("iw"));
    assertEquals(p, Problem.parse(p.toString()));
  }

  @Example
  void aWordThatIsNoneIsNamed() {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> Problem.parse("conv ic3 K+3"));
    assertTrue(e.getMessage().contains("'K+3'"), e.getMessage());
  }

  @Provide
  Arbitrary<Problem> all() {
    return Arbitraries.oneOf(
        BackendContract.problems(Generators::conv),
        BackendContract.problems(Generators::depthwise),
        BackendContract.problems(Generators::convTranspose),
        BackendContract.problems(Generators::pool),
        BackendContract.problems(Generators::batchNorm),
        BackendContract.problems(Generators::product),
        BackendContract.problems(PlainGenerators::elementwise),
        BackendContract.problems(PlainGenerators::softmax),
        BackendContract.problems(PlainGenerators::movement),
        BackendContract.problems(FamilyGenerators::norm),
        BackendContract.problems(FamilyGenerators::reduce),
        BackendContract.problems(FamilyGenerators::resize),
        BackendContract.problems(FamilyGenerators::quantized));
  }
}
