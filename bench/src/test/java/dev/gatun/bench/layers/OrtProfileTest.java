package dev.gatun.bench.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.BackendException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrtProfileTest {
  private static String kernel(String name, String operator, int micros) {
    return "{\"cat\":\"Node\",\"dur\":%d,\"name\":\"%s_kernel_time\",\"args\":{\"op_name\":\"%s\",\"x\":[1]}},"
        .formatted(micros, name, operator);
  }

  private static String run(int micros) {
    return "{\"cat\":\"Session\",\"dur\":%d,\"name\":\"model_run\",\"args\":{}},".formatted(micros);
  }

  @Test
  void theLayerIsWhatIsLeftWithoutReordersAndEntries() throws IOException {
    String text =
        "["
            + "{\"cat\":\"Session\",\"dur\":900,\"name\":\"session_initialization\",\"args\":{}},"
            + kernel("ReorderInput", "ReorderInput", 70)
            + kernel("entry3_nchwc", "Conv", 50)
            + kernel("layer_nchwc", "Conv", 30)
            + kernel("y", "Relu", 4)
            + kernel("ReorderOutput", "ReorderOutput", 80)
            + run(500)
            + kernel("layer_nchwc", "Conv", 20)
            + run(300)
            + "]";
    OrtProfile profile = OrtProfile.read(new StringReader(text.replace(",]", "]")));
    assertEquals(List.of(0.035, 0.0205), profile.times());
    assertEquals(Set.of("Conv", "Relu"), profile.kernels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[{\"dur\":\"long\"}]", "[{\"args\":3}]"})
  void anythingElseIsRefused(String text) {
    assertThrows(BackendException.class, () -> OrtProfile.read(new StringReader(text)));
  }
}
