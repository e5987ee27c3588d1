package dev.gatun.bench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

/** Writes records, lists and maps as JSON (RFC 8259). */
public final class Json {
  private static final JsonSerializer<Number> FINITE =
      (value, type, context) ->
          Double.isFinite(value.doubleValue())
              ? new JsonPrimitive(value)
              : new JsonPrimitive(value.toString()); // JSON has no NaN: a string says it

  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .registerTypeAdapter(Double.class, FINITE)
          .registerTypeAdapter(double.class, FINITE)
          .registerTypeAdapter(Float.class, FINITE)
          .registerTypeAdapter(float.class, FINITE)
          .create();

  private Json() {}

  /**
   * Writes a value.
   *
   * @param value a record, list or map; components that are null are left out
   * @return the text, indented, without a final newline; numbers that are not finite are strings
   */
  public static String write(Object value) {
    return GSON.toJson(value);
  }
}
