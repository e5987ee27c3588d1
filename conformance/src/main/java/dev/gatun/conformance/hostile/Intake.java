package dev.gatun.conformance.hostile;

import com.sun.management.ThreadMXBean;
import dev.gatun.GatunException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Loads files that nobody trusts, and holds each load against what Gatun promises of it: a model
/// or a worded [GatunException], within a [Budget] of memory and time. Who is over may try twice
/// more, since the first load of a kind initialises classes. Time is that of the processor: a load
/// neither waits nor starts threads, and a machine has other things to do.
public final class Intake {
  /// What mutants may ask for.
  public static final Limits LIMITS =
      new Limits(1 << 22, 4096, 16, 1 << 18, 1 << 24, 1 << 20, 16, 64);

  private static final int TRIES = 3;
  private static final int WARM_UPS = 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final LoadOptions options;
  private final Budget budget;
  private final double slack;

  /// An intake.
  ///
  /// @param options limits and external data
  /// @param slack how many times longer than promised a load may take, 1 on a quiet machine
  public Intake(LoadOptions options, double slack) {
    this.options = options;
    this.budget = new Budget(options.limits());
    this.slack = slack;
  }

  /// What came of one file.
  ///
  /// @param model the model, where it was accepted
  /// @param thrown what was thrown instead
  /// @param memory bytes allocated, as a part of what is allowed
  /// @param time time taken, as a part of what is allowed without slack
  /// @param problem what broke a promise, or null
  public record Result(
      @Nullable Model model,
      @Nullable Throwable thrown,
      double memory,
      double time,
      @Nullable String problem) {}

  /// Loads every seed often enough that classes are initialised and the JVM has compiled what it
  /// compiles first: budgets are those of a process that runs, not of one that starts.
  ///
  /// @param seeds valid models
  public void warmUp(List<Seeds.Seed> seeds) {
    for (int i = 0; i < WARM_UPS; i++) {
      seeds.forEach(seed -> once(seed.bytes()));
    }
  }

  /// Loads a file.
  ///
  /// @param bytes its content
  /// @return what came of it; nothing is thrown
  public Result load(byte[] bytes) {
    Result result = once(bytes);
    double memory = result.memory;
    double time = result.time;
    for (int i = 1; i < TRIES && (memory > 1 || time > slack); i++) {
      Result again = once(bytes);
      memory = Math.min(memory, again.memory);
      time = Math.min(time, again.time);
    }
    if (memory > 1 || time > slack) {
      memory *= Budget.plainBytes(bytes.length) / budget.bytes(bytes);
      time *= Budget.plainNanos(bytes.length) / budget.nanos(bytes);
    }
    String problem = result.problem;
    if (problem == null && memory > 1) {
      problem = "loading allocates " + memory + " times what is allowed";
    } else if (problem == null && time > slack) {
      problem = "loading takes " + time + " times as long as is allowed";
    }
    return new Result(result.model, result.thrown, memory, time, problem);
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // nothing is printed: what is thrown is the finding
  private Result once(byte[] bytes) {
    Model model = null;
    Throwable thrown = null;
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    try {
      model = Model.parse(ByteBuffer.wrap(bytes), options);
    } catch (Throwable e) { // errors, too: a stack overflow is what a hostile file wants
      thrown = e;
    }
    double nanos = THREADS.getCurrentThreadCpuTime() - start;
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    return new Result(
        model,
        thrown,
        allocated / Budget.plainBytes(bytes.length),
        nanos / Budget.plainNanos(bytes.length),
        thrown == null ? null : problem(thrown));
  }

  /// What is wrong with an exception.
  ///
  /// @param thrown by the API
  /// @return a sentence, or null where this is a [GatunException] that says something
  public static @Nullable String problem(Throwable thrown) {
    if (!(thrown instanceof GatunException)) {
      return "got " + thrown + place(thrown) + ", required a GatunException";
    }
    String message = thrown.getMessage();
    return message == null || message.isBlank()
        ? "got a " + thrown.getClass().getSimpleName() + " without words" + place(thrown)
        : null;
  }

  private static String place(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.gatun.")) {
        return " at " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }
}
