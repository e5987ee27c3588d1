package dev.gatun.session;

import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The plans of one session, most recently used first. A plan in use is never closed: one that has
/// to go is retired, and its last user closes it. The same holds for the engine when the session is
/// closed.
public final class Plans {
  private final PlanCompiler compiler;
  private final int capacity;
  private final Runnable release;
  private final List<Plan> plans = new ArrayList<>();
  private final Object compiling = new Object();
  private boolean closed;
  private int busy;

  /// Starts empty.
  ///
  /// @param compiler makes plans
  /// @param capacity most plans kept, ≥ 1
  /// @param release called once, when these plans are closed and no longer in use
  Plans(PlanCompiler compiler, int capacity, Runnable release) {
    this.compiler = compiler;
    this.capacity = capacity;
    this.release = release;
  }

  /// Plans that are one more owner of an engine, until they are closed and no longer in use.
  ///
  /// @param engine what they run on
  /// @param compiler makes plans
  /// @return no plans yet
  public static Plans owning(SharedEngine engine, PlanCompiler compiler) {
    Plans plans = new Plans(compiler, engine.options().plans(), engine::release);
    engine.retain(); // once there is who releases it
    return plans;
  }

  /// Runs a call into new memory.
  ///
  /// @param inputs one tensor per graph input, in order, each of a fitting type
  /// @return the results, in the graph's order
  /// @throws InvalidInputException if the session is closed
  public List<Tensor> run(List<Tensor> inputs) {
    return run(inputs, Runner.PLAIN);
  }

  /// Runs a call into new memory.
  ///
  /// @param inputs one tensor per graph input, in order, each of a fitting type
  /// @param runner runs the executables
  /// @return the results, in the graph's order
  /// @throws InvalidInputException if the session is closed
  List<Tensor> run(List<Tensor> inputs, Runner runner) {
    return run(acquire(inputs), inputs, runner);
  }

  /// Like [#run], unless the plans are closed.
  ///
  /// @param inputs one tensor per graph input, in order, each of a fitting type
  /// @return the results, or null if the plans are closed
  @Nullable List<Tensor> tryRun(List<Tensor> inputs) {
    if (!enter()) {
      return null;
    }
    return run(find(inputs), inputs, Runner.PLAIN);
  }

  private List<Tensor> run(Plan plan, List<Tensor> inputs, Runner runner) {
    try {
      return plan.run(inputs, runner);
    } finally {
      release(plan);
    }
  }

  /// The plan for a call, compiled if there is none; to be given back with [#release].
  ///
  /// @param inputs one tensor per graph input, in order, each of a fitting type
  /// @return the plan, safe from being closed until released
  /// @throws InvalidInputException if the session is closed
  public Plan acquire(List<Tensor> inputs) {
    if (!enter()) {
      throw closedAlready();
    }
    return find(inputs);
  }

  private synchronized boolean enter() {
    if (closed) {
      return false;
    }
    busy++;
    return true;
  }

  /// Needs an [#enter] before; that is taken back if no plan can be made.
  private Plan find(List<Tensor> inputs) {
    boolean done = false;
    try {
      Plan plan = use(inputs);
      if (plan == null) {
        plan = compile(inputs);
      }
      done = true;
      return plan;
    } finally {
      if (!done) {
        leave();
      }
    }
  }

  private synchronized @Nullable Plan use(List<Tensor> inputs) {
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      if (plan.matches(inputs)) {
        if (i > 0) {
          plans.remove(i);
          plans.addFirst(plan);
        }
        plan.users++;
        return plan;
      }
    }
    return null;
  }

  /// One thread compiles at a time; the others run on, and those that wait find the plan when it is
  /// theirs as well.
  private Plan compile(List<Tensor> inputs) {
    synchronized (compiling) {
      Plan plan = use(inputs);
      if (plan == null) {
        try {
          plan = compiler.compile(inputs);
        } catch (OutOfMemoryError | InternalError e) {
          throw MemoryFault.worded("plan a run", e);
        }
        keep(plan);
      }
      return plan;
    }
  }

  private void keep(Plan plan) {
    List<Plan> idle = new ArrayList<>();
    synchronized (this) {
      plan.users++;
      if (closed) {
        plan.retired = true;
        return;
      }
      plans.addFirst(plan);
      while (plans.size() > capacity) {
        retire(plans.removeLast(), idle);
      }
    }
    close(idle);
  }

  private static void retire(Plan plan, List<Plan> idle) {
    plan.retired = true;
    if (plan.users == 0) {
      idle.add(plan);
    }
  }

  private static void close(List<Plan> idle) {
    for (Plan plan : idle) {
      plan.close();
    }
  }

  /// Gives a plan back.
  ///
  /// @param plan from [#acquire]
  public void release(Plan plan) {
    boolean last;
    synchronized (this) {
      plan.users--;
      last = plan.retired && plan.users == 0;
    }
    try {
      if (last) {
        plan.close();
      }
    } finally {
      leave();
    }
  }

  private void leave() {
    boolean last;
    synchronized (this) {
      busy--;
      last = closed && busy == 0;
    }
    if (last) {
      release.run();
    }
  }

  /// The plans kept now, most recently used first.
  ///
  /// @return a copy of the list
  public synchronized List<Plan> kept() {
    return List.copyOf(plans);
  }

  /// Refuses further use. Plans in use, and the engine, go when their last user is done. Closing
  /// twice does nothing.
  public void close() {
    List<Plan> idle = new ArrayList<>();
    boolean last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      for (Plan plan : plans) {
        retire(plan, idle);
      }
      plans.clear();
      last = busy == 0;
    }
    try {
      close(idle);
    } finally {
      if (last) {
        release.run();
      }
    }
  }

  /// Requires that [#close] has not been called.
  ///
  /// @throws InvalidInputException if it has
  public synchronized void requireOpen() {
    if (closed) {
      throw closedAlready();
    }
  }

  private static InvalidInputException closedAlready() {
    return new InvalidInputException("Session: got a call after close, required an open session");
  }
}
