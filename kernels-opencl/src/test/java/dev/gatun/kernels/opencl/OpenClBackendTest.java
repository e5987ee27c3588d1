package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.BackendException;
import dev.gatun.Limits;
import dev.gatun.spi.Backend;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OpenClBackendTest {
  private static Backend backend() {
    return ServiceLoader.load(Backend.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(b -> b.name().equals("opencl"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhatItIsOrWhyNot() {
    Usability usability = backend().usability();
    assertFalse(usability.description().isBlank());
    assertEquals(usability.usable(), usability.speed() > 0);
  }

  @Test
  void opensOnlyWhereItIsUsable() {
    Backend backend = backend();
    EngineOptions options = new EngineOptions(1, Limits.defaults());
    if (backend.usability().usable()) {
      try (var engine = backend.open(options)) {
        assertTrue(engine.description().startsWith("opencl: "), engine.description());
      }
    } else {
      BackendException e = assertThrows(BackendException.class, () -> backend.open(options));
      assertEquals(
          "open backend opencl: not usable: " + backend.usability().description(), e.getMessage());
    }
  }
}
