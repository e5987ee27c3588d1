package dev.gatun.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gatun.GatunException;

/// What every refusal owes its reader.
final class Promise {
  private Promise() {}

  static void requireWords(GatunException e) {
    assertFalse(String.valueOf(e.getMessage()).isBlank(), "an exception says what is wrong");
  }
}
