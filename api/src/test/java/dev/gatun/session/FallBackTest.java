package dev.gatun.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.BackendException;
import dev.gatun.DeviceException;
import dev.gatun.Limits;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.op.Op;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import dev.gatun.spi.Usability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FallBackTest {
  private static final EngineOptions OPTIONS = new EngineOptions(1, Limits.defaults());
  private static final Graph GRAPH =
      new Graph("g", List.of(), List.of(), List.of(), Map.of(), Map.of());

  private final List<String> log = new ArrayList<>();
  private final List<String> ran = new ArrayList<>();
  private int open;

  /// A backend that fails in one place, `open`, `compile` or `run`, or nowhere.
  private Backend backend(String name, String fails) {
    return new Backend() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Usability usability() {
        return new Usability(true, 1, name);
      }

      @Override
      public Engine open(EngineOptions options) {
        if (fails.equals("open")) {
          throw new BackendException("open backend " + name + ": no");
        }
        return engine(name, fails);
      }
    };
  }

  private Engine engine(String name, String fails) {
    open++;
    return new Engine() {
      @Override
      public String description() {
        return name;
      }

      @Override
      public boolean supports(Op op) {
        return true;
      }

      @Override
      public Executable compile(Graph graph) {
        if (fails.equals("compile")) {
          throw new DeviceException("compile for backend " + name + ": full", null);
        }
        return executable(name, fails);
      }

      @Override
      public void close() {
        open--;
      }
    };
  }

  private Executable executable(String name, String fails) {
    open++;
    return new Executable() {
      @Override
      public void run(List<Tensor> inputs, List<Tensor> outputs) {
        if (fails.equals("run")) {
          throw new DeviceException("run on backend " + name + ": lost", null);
        }
        ran.add(name);
      }

      @Override
      public PlanReport report() {
        return new PlanReport(List.of(), 0, 0);
      }

      @Override
      public void close() {
        open--;
      }
    };
  }

  private void runTwice(String fails) {
    Backend backend =
        FallBack.of(List.of(backend("gpu", fails), backend("cpu", "nowhere")), log::add);
    try (Engine engine = backend.open(OPTIONS);
        Executable plan = engine.compile(GRAPH);
        Executable other = engine.compile(GRAPH)) {
      plan.run(List.of(), List.of());
      other.run(List.of(), List.of());
      assertFalse(plan.profile(List.of(), List.of(), new long[1]));
    }
    assertEquals(0, open, "engines and plans are closed");
  }

  @Test
  void theNextBackendGoesOnAndOneLineSaysSo() {
    String[][] cases = {
      {"open", "open backend gpu: no"},
      {"compile", "compile for backend gpu: full"},
      {"run", "run on backend gpu: lost"}
    };
    for (String[] one : cases) {
      log.clear();
      ran.clear();
      runTwice(one[0]);
      assertEquals(List.of(one[1] + "; going on with backend cpu"), log);
      assertEquals(List.of("cpu", "cpu", "cpu"), ran);
    }
  }

  @Test
  void aFailedProfileIsARunOfTheNextBackend() {
    Backend backend =
        FallBack.of(List.of(backend("gpu", "run"), backend("cpu", "nowhere")), log::add);
    try (Engine engine = backend.open(OPTIONS);
        Executable plan = engine.compile(GRAPH)) {
      assertFalse(plan.profile(List.of(), List.of(), new long[1]));
    }
    assertEquals(List.of("cpu"), ran);
  }

  @Test
  void aBackendThatWorksStays() {
    runTwice("nowhere");
    assertEquals(List.of(), log);
    assertEquals(List.of("gpu", "gpu", "gpu"), ran);
  }

  @Test
  void theLastOneSaysWhatIsWrong() {
    Backend both = FallBack.of(List.of(backend("gpu", "run"), backend("cpu", "run")), log::add);
    try (Engine engine = both.open(OPTIONS);
        Executable plan = engine.compile(GRAPH)) {
      DeviceException e = assertThrows(DeviceException.class, () -> plan.run(List.of(), List.of()));
      assertEquals("run on backend cpu: lost", e.getMessage());
    }
    assertEquals(0, open);
    Backend none = FallBack.of(List.of(backend("gpu", "open"), backend("cpu", "open")), log::add);
    assertEquals(
        "open backend cpu: no",
        assertThrows(BackendException.class, () -> none.open(OPTIONS)).getMessage());
  }

  @Test
  void oneBackendIsItself() {
    Backend only = backend("cpu", "nowhere");
    assertSame(only, FallBack.of(List.of(only)));
  }
}
