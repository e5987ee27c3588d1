package dev.gatun.conformance.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Shape;
import dev.gatun.conformance.graphs.GraphResult.Verdict;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GraphShrinkerTest {
  private static final GraphComparison WRONG_POOLS =
      new GraphComparison(BackendRunner.of(WrongPools.NAME), BackendRunner.of("reference"));

  @Test
  void aPlantedMistakeIsShrunkToItsOneLayer() {
    List<RandomGraph> wrong =
        LongStream.range(0, 200)
            .mapToObj(RandomGraph::of)
            .filter(graph -> graph.size() > 8)
            .filter(GraphShrinkerTest::differs)
            .limit(3)
            .toList();
    assertEquals(3, wrong.size());
    for (RandomGraph graph : wrong) {
      RandomGraph least = GraphShrinker.shrink(graph, GraphShrinkerTest::differs);
      String text = GraphText.of(least);
      assertEquals(1, least.size(), text);
      assertTrue(text.contains("= AveragePool("), text);
      assertTrue(least.data().getFirst().shape().size() <= 4, text);
    }
  }

  private static boolean differs(RandomGraph graph) {
    return WRONG_POOLS.check(graph).verdict() == Verdict.DIFFERENT;
  }

  @Test
  void whatIsAskedForStays() {
    RandomGraph graph = RandomGraph.of(3);
    Shape shape = graph.data().getFirst().shape();
    RandomGraph least =
        GraphShrinker.shrink(
            graph,
            g -> g.inputs().stream().anyMatch(i -> i.value() == 0 && i.shape().equals(shape)));
    assertEquals(shape, least.data().getFirst().shape());
    assertEquals(1, least.size());
  }

  @Test
  void theTextNamesNodesShapesAndAttributes() {
    RandomGraph graph = RandomGraph.of(3);
    String text = GraphText.of(graph);
    assertTrue(text.startsWith("seed 3, opset " + graph.opset()), text);
    assertTrue(text.contains("\nv0 = input " + graph.data().getFirst().shape()), text);
    assertTrue(text.contains("\noutput v"), text);
  }
}
