package dev.gatun.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.BackendException;
import dev.gatun.Limits;
import dev.gatun.spi.Backend;
import dev.gatun.spi.EngineOptions;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OpenClBackendTest {
  @Test
  void saysThatItIsNotBuiltYet() {
    Backend backend =
        ServiceLoader.load(Backend.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(b -> b.name().equals("opencl"))
            .findFirst()
            .orElseThrow();
    assertFalse(backend.usability().usable());
    EngineOptions options = new EngineOptions(1, Limits.defaults());
    BackendException e = assertThrows(BackendException.class, () -> backend.open(options));
    assertEquals("open backend opencl: not usable: not built yet", e.getMessage());
  }
}
