package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class RoofCommandTest {
  @Test
  void json_has_a_roof_for_each_number_of_threads() {
    Captured roof = Captured.run("roof", "--json", "--threads", "1");
    assertEquals(0, roof.code(), roof.err());
    JsonArray roofs = JsonParser.parseString(roof.out()).getAsJsonObject().getAsJsonArray("roofs");
    assertEquals(1, roofs.size());
    JsonObject one = roofs.get(0).getAsJsonObject();
    assertEquals(1, one.get("threads").getAsInt());
    assertEquals(4, one.getAsJsonArray("levels").size());
  }

  @Test
  void wrong_numbers_of_threads_are_refused() {
    Captured none = Captured.run("roof", "--threads", "0");
    assertEquals(2, none.code());
    assertEquals("gatun: roof: got --threads 0, required 1 or more\n", none.err());
    Captured word = Captured.run("roof", "--threads", "all");
    assertEquals(2, word.code());
    assertTrue(word.err().contains("all"), word.err());
  }
}
