package dev.gatun.conformance.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.op.Einsum;
import dev.gatun.op.Op;
import dev.gatun.pass.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Einstein's summation by matrix products gives what its definition gives.
class EinsumLoweringTest {
  private static final String NAMES = "abcde";

  @Property(tries = 300)
  void randomEquations(@ForAll @LongRange(min = 0, max = 100_000) long seed) {
    Random random = new Random(seed);
    int[] extents = NAMES.chars().map(_ -> 1 + random.nextInt(4)).toArray();
    Drawing drawing = new Drawing(seed);
    List<String> terms = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      String term = term(4, random);
      long[] dims = term.chars().mapToLong(name -> extents[NAMES.indexOf(name)]).toArray();
      if (dims.length > 0 && random.nextInt(4) == 0) {
        dims[random.nextInt(dims.length)] = 1; // repeats along the other operands
      }
      drawing.input("x" + i, dims);
      terms.add(term);
    }
    Einsum op = new Einsum(terms, result(String.join("", terms), random));
    String[] inputs = new String[terms.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = "x" + i;
    }
    Equivalence.assertSameResults(drawing.node("y", op, inputs).graph("y"), Set.of());
  }

  private static String term(int most, Random random) {
    StringBuilder term = new StringBuilder();
    for (int axis = random.nextInt(most + 1); axis > 0; axis--) {
      term.append(NAMES.charAt(random.nextInt(NAMES.length())));
    }
    return term.toString();
  }

  private static String result(String names, Random random) {
    StringBuilder result = new StringBuilder();
    names
        .chars()
        .distinct()
        .filter(_ -> random.nextInt(3) > 0)
        .forEach(name -> {
          result.insert(random.nextInt(result.length() + 1), (char) name);
        });
    return result.toString();
  }

  /// Nothing moves that need not: the wanted steps, by their titles.
  @ParameterizedTest
  @CsvSource({
    "'bij,bjk->bik', 'MatMul'",
    "'bij,bkj->bki', 'Transpose MatMul'",
    "'ij,kj->ki', 'Transpose MatMul'",
    "'bij,jk->bik', 'Reshape MatMul Reshape'",
    "'ijk->kj', 'REDUCE_SUM Transpose'",
    "'ij,ij->ij', 'MUL'",
    "'ij,i->ij', 'Reshape MUL'",
    "'ii->i', 'Einsum'",
    "'ij,jk,kl->il', 'MatMul MatMul'",
  })
  void steps(String equation, String titles) {
    Einsum op = Einsum.of(equation);
    Drawing drawing = new Drawing(1);
    for (int i = 0; i < op.terms().size(); i++) {
      String term = op.terms().get(i);
      drawing.input("x" + i, term.chars().mapToLong(name -> 2 + name % 4).toArray());
    }
    String[] inputs = {"x0", "x1", "x2"};
    Graph graph = drawing.node("y", op, Arrays.copyOf(inputs, op.terms().size())).graph("y");
    Optimizer.Result result = Equivalence.assertSameResults(graph, Set.of());
    List<String> got = result.graph().nodes().stream().map(Node::op).map(Op::title).toList();
    assertEquals(titles, String.join(" ", got));
  }
}
