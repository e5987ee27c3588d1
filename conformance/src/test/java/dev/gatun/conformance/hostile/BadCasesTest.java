package dev.gatun.conformance.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every named case is refused in the right words.
class BadCasesTest {
  private static final List<BadCase> CASES = BadCases.all();

  @TestFactory
  List<DynamicTest> refused() {
    return CASES.stream()
        .map(bad ->
            DynamicTest.dynamicTest(bad.toString(), () -> assertNull(bad.problem("reference"))))
        .toList();
  }

  /// What looks wrong and is not: each line of the table says why.
  @TestFactory
  List<DynamicTest> accepted() {
    return TextTable.read("odd-models.txt").stream()
        .map(odd ->
            DynamicTest.dynamicTest(
                odd.name() + ": " + odd.sentence(),
                () -> {
                  Model model = Model.parse(ModelText.model(odd.text()).toByteArray());
                  SessionOptions options = SessionOptions.defaults().withBackend("reference");
                  try (Session session = model.compile(options)) {
                    Map<String, Tensor> results = session.run(Inputs.zeros(model));
                    assertEquals(model.outputs().keySet(), results.keySet());
                  }
                }))
        .toList();
  }

  @Test
  void thereAreMoreThanFourHundredEachUnderItsOwnName() {
    Set<String> names = new HashSet<>();
    Map<String, Integer> groups = new TreeMap<>();
    for (BadCase bad : CASES) {
      assertTrue(names.add(bad.toString()), bad::toString);
      groups.merge(bad.group(), 1, Integer::sum);
    }
    assertTrue(names.size() >= 400, () -> names.size() + " cases");
    System.out.println(
        "bad input: " + names.size() + " named cases, each refused in its words: " + groups);
  }

  @Test
  void whatIsAcceptedOrRefusedInOtherWordsIsSeen() {
    byte[] good = ModelText.model("in x f32[2]; y = Abs x; out y").toByteArray();
    assertNotNull(BadCase.file("none", "a good model", "", good).problem("reference"));
    assertNotNull(BadCase.file("none", "words", "zebra", new byte[0]).problem("reference"));
  }
}
