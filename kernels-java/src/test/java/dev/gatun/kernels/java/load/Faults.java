package dev.gatun.kernels.java.load;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Where [FaultyLoader]'s classes ask before they allocate or read: counts, and says no once.
public final class Faults {
  private static final List<String> SITES = new ArrayList<>();
  private static final int MOST_SITES = 1 << 16;
  private static final AtomicIntegerArray REACHED = new AtomicIntegerArray(MOST_SITES);
  private static final Set<Arena> ARENAS = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger LEFT = new AtomicInteger();

  private static volatile int failing = -1;

  private Faults() {}

  /// A new place in the code that allocates.
  ///
  /// @param name class, method and what is allocated
  /// @return its number
  static synchronized int site(String name) {
    SITES.add(name);
    return SITES.size() - 1;
  }

  /// The places known by now.
  ///
  /// @return how many
  static synchronized int sites() {
    return SITES.size();
  }

  /// What a place is.
  ///
  /// @param site its number
  /// @return class, method and what is allocated
  static synchronized String name(int site) {
    return SITES.get(site);
  }

  /// Called before each allocation.
  ///
  /// @param site which place
  public static void allocate(int site) {
    REACHED.incrementAndGet(site);
    if (site == failing && LEFT.decrementAndGet() == 0) {
      throw new OutOfMemoryError("injected at " + name(site));
    }
  }

  /// Called before what may fail with an [IOException].
  ///
  /// @param site which place
  /// @throws IOException if this place fails
  public static void read(int site) throws IOException {
    REACHED.incrementAndGet(site);
    if (site == failing && LEFT.decrementAndGet() == 0) {
      throw new IOException("injected at " + name(site));
    }
  }

  /// Called in place of [Arena#ofShared].
  ///
  /// @return such an arena, of which is known whether it was closed
  public static Arena ofShared() {
    Arena arena = Arena.ofShared();
    ARENAS.add(arena);
    return arena;
  }

  /// Counts from 0 again, with one fault to come.
  ///
  /// @param site where, −1: nowhere
  /// @param time the first, second, … time that it is reached
  static void begin(int site, int time) {
    for (int i = 0; i < sites(); i++) {
      REACHED.set(i, 0);
    }
    LEFT.set(time);
    failing = site;
  }

  /// No fault any more.
  static void end() {
    failing = -1;
  }

  /// How often a place was reached since [#begin].
  ///
  /// @param site which place
  /// @return times
  static int reached(int site) {
    return REACHED.get(site);
  }

  /// How many arenas are open.
  ///
  /// @return those that nobody has closed
  static int openArenas() {
    ARENAS.removeIf(arena -> !arena.scope().isAlive());
    return ARENAS.size();
  }

  /// Forgets arenas that were left open.
  static void forget() {
    ARENAS.clear();
  }
}
