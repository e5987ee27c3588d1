package dev.gatun.bench.layers;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.gatun.BackendException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The profile that ONNX Runtime writes: an array of events in the order in which they ended. A
/// run's kernels come before its `model_run`.
///
/// @param times of the layer in each run, milliseconds
/// @param kernels operators of the layer's nodes
record OrtProfile(List<Double> times, Set<String> kernels) {
  private static final Set<String> REORDERS = Set.of("ReorderInput", "ReorderOutput");
  private static final String RUN = "model_run";

  /// ONNX Runtime cuts microseconds off; this is what is lost on average.
  private static final double LOST_MICROS = 0.5;

  /// One event.
  private record Event(String category, String name, String operator, double micros) {
    boolean isLayer() {
      return category.equals("Node")
          && !operator.isEmpty()
          && !REORDERS.contains(operator)
          && !name.startsWith(LayerModel.ENTRY);
    }
  }

  /// Reads a profile.
  ///
  /// @throws BackendException if it is none
  static OrtProfile read(Reader text) throws IOException {
    List<Double> times = new ArrayList<>();
    Set<String> kernels = new LinkedHashSet<>();
    double micros = 0;
    JsonReader json = new JsonReader(text);
    try {
      json.beginArray();
      while (json.peek() == JsonToken.BEGIN_OBJECT) {
        Event event = event(json);
        if (event.isLayer()) {
          micros += event.micros() + LOST_MICROS;
          kernels.add(event.operator());
        } else if (event.name().equals(RUN)) {
          times.add(micros / 1e3);
          micros = 0;
        }
      }
      json.endArray();
    } catch (IllegalStateException | NumberFormatException e) {
      throw new BackendException("ONNX Runtime: its profile is not what was expected", e);
    }
    return new OrtProfile(List.copyOf(times), Set.copyOf(kernels));
  }

  private static Event event(JsonReader json) throws IOException {
    String category = "";
    String name = "";
    String operator = "";
    double micros = 0;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "cat" -> category = json.nextString();
        case "name" -> name = json.nextString();
        case "dur" -> micros = json.nextDouble();
        case "args" -> operator = operator(json);
        default -> json.skipValue();
      }
    }
    json.endObject();
    return new Event(category, name, operator, micros);
  }

  private static String operator(JsonReader json) throws IOException {
    String operator = "";
    json.beginObject();
    while (json.hasNext()) {
      if (json.nextName().equals("op_name")) {
        operator = json.nextString();
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    return operator;
  }
}
