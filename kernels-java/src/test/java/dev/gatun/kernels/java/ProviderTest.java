package dev.gatun.kernels.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.spi.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/// The backend is found on the class path and on the module path, under the same name.
class ProviderTest {
  @Test
  void classPathAndModulePathAgree() throws IOException {
    List<String> services;
    List<String> provided;
    try (InputStream file = resource("META-INF/services/" + Backend.class.getName());
        InputStream descriptor = resource("module-info.class")) {
      services = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      provided =
          ModuleDescriptor.read(descriptor).provides().stream()
              .filter(p -> p.service().equals(Backend.class.getName()))
              .flatMap(p -> p.providers().stream())
              .toList();
    }
    assertEquals(List.of(JavaBackend.class.getName()), services);
    assertEquals(services, provided);
  }

  /// A file of this module; others on the class path have files of the same name.
  private static InputStream resource(String name) throws IOException {
    return URI.create(JavaBackend.class.getProtectionDomain().getCodeSource().getLocation() + name)
        .toURL()
        .openStream();
  }

  @Test
  void isFoundAndUsable() {
    Backend backend =
        ServiceLoader.load(Backend.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(b -> b.name().equals("java"))
            .findFirst()
            .orElseThrow();
    assertTrue(backend.usability().usable(), backend.usability().description());
  }
}
