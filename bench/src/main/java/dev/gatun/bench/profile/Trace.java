package dev.gatun.bench.profile;

import dev.gatun.SessionProfile;
import dev.gatun.bench.cli.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One run in the Trace Event Format of Chrome (the object form, complete events), which Perfetto
/// and `chrome://tracing` open.
final class Trace {
  private static final int PROCESS = 1;
  private static final int THREAD = 1;

  private Trace() {}

  /// The file's text.
  ///
  /// @param profile names and figures
  /// @param run times of the same steps
  static String write(Profile profile, SessionProfile.Run run) {
    List<Map<String, Object>> events = new ArrayList<>();
    events.add(name("process_name", "gatun profile " + profile.model()));
    events.add(name("thread_name", profile.engine()));
    for (StepFigures figures : profile.steps()) {
      events.add(step(figures, run.steps().get(figures.step())));
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("displayTimeUnit", "ms");
    file.put("traceEvents", events);
    return Json.write(file);
  }

  private static Map<String, Object> name(String what, String name) {
    Map<String, Object> event = event("M", what);
    event.put("args", Map.of("name", name));
    return event;
  }

  private static Map<String, Object> step(StepFigures figures, SessionProfile.StepTime time) {
    Map<String, Object> event = event("X", figures.node());
    event.put("cat", figures.operator());
    event.put("ts", time.begin() / 1e3); // microseconds
    event.put("dur", time.nanos() / 1e3);
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("operator", figures.operator());
    args.put("kernel", figures.kernel());
    args.put("output", figures.output());
    args.put("multiplyAdds", figures.multiplyAdds());
    args.put("bytes", figures.bytes());
    args.put("medianMs", figures.ms());
    args.put("GFLOP/s", figures.gflops());
    args.put("GB/s", figures.gigabytesPerSecond());
    args.put("ofRoof", figures.roofPart());
    args.put("bound", figures.bound());
    event.put("args", args);
    return event;
  }

  private static Map<String, Object> event(String phase, String name) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", name);
    event.put("ph", phase);
    event.put("pid", PROCESS);
    event.put("tid", THREAD);
    return event;
  }
}
