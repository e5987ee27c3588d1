package dev.gatun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BackendsTest {
  @Test
  void allAreListedUsableOnesFirst() {
    List<Backends.Found> all = Backends.all();
    assertEquals(
        List.of("fake", "absent", "dev.gatun.BrokenBackend"),
        all.stream().map(Backends.Found::name).toList());
    assertTrue(all.getFirst().usability().usable());
    assertTrue(all.getLast().usability().description().contains("no libfoo"), all.toString());
  }

  @Test
  void fastestIsUsable() {
    assertEquals("fake", Backends.fastest().name());
  }

  @Test
  void nameChooses() {
    assertEquals("fake", Backends.named("fake").name());
  }

  @Test
  void nameAsksNoOther() {
    int before = UnusableBackend.ASKED.get();
    assertEquals("fake", Backends.named("fake").name());
    assertEquals(before, UnusableBackend.ASKED.get());
  }

  @Test
  void unknownNameListsWhatThereIs() {
    String message =
        assertThrows(BackendException.class, () -> Backends.named("cuda")).getMessage();
    assertTrue(message.contains("got backend 'cuda'"), message);
    assertTrue(message.contains("fake (usable: sums)"), message);
    assertTrue(message.contains("absent (not usable: no device)"), message);
  }

  @Test
  void unusableNameSaysWhy() {
    String message =
        assertThrows(BackendException.class, () -> Backends.named("absent")).getMessage();
    assertTrue(message.startsWith("backend 'absent' is not usable here: no device"), message);
  }
}
