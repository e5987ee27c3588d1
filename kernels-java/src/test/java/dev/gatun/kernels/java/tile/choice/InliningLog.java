package dev.gatun.kernels.java.tile.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What HotSpot prints with PrintCompilation and PrintInlining about tiles, read line by line:
///
/// ```
///  877 1290    b  4       dev.gatun…F32Conv14x1v::run (3939 bytes)
///        @ 61   dev.gatun…Raw::address (20 bytes)   inline (hot)
///          @ 15   java.util.Objects::checkIndex (7 bytes)   force inline by annotation
///        @ 2170   …AbstractMemorySegmentImpl::get (12 bytes)   force inline by annotation
///                   @ 15   jdk…Unsafe::getIntUnaligned (12 bytes)   failed to inline: NodeCount…
/// ```
///
/// A line says one thing after the other where C2 changed its mind; the last one holds.
final class InliningLog {
  private static final Pattern COMPILATION =
      Pattern.compile("^\\s*\\d+\\s+\\d+[^@]*\\s(\\S+)::run \\(\\d+ bytes\\)$");
  private static final Pattern CALL =
      Pattern.compile("^[^@]*@ (\\d+)\\s+(\\S+) \\(\\d+ bytes\\)\\s+(.*)$");

  /// Other callees that a profile suggested, and the profile itself.
  private static final Pattern ASIDE =
      Pattern.compile("callee changed to\\s+\\S+ \\(\\d+ bytes\\)|\\\\-> TypeProfile.*$");

  private static final Pattern INLINED =
      Pattern.compile(
          ".*(inline \\(hot\\)|force inline by annotation|\\(intrinsic\\)|accessor"
              + "|late inline succeeded( \\([a-z ]+\\))?)$");

  /// Calls on the far side of a comparison that C2 finds out only later; then they are gone.
  static final Map<String, String> ALLOWED =
      new LinkedHashMap<>(
          Map.of(
              "jdk.incubator.vector.AbstractSpecies::checkFailed",
              "a vector of another species",
              "java.lang.invoke.VarHandle::getMethodHandleUncached",
              "an access that is not direct",
              "java.lang.invoke.MethodHandle::asTypeCached",
              "an access that is not direct",
              "java.lang.invoke.MethodHandle::setAsTypeCache",
              "an access that is not direct",
              "java.lang.invoke.MethodHandle::invokeBasic(LLJ)F",
              "an access that is not direct",
              "java.lang.invoke.MethodHandle::invokeBasic(LLJ)I",
              "an access that is not direct"));

  private final Set<String> tiles = new LinkedHashSet<>();
  private final List<String> refusals = new ArrayList<>();
  private final Map<String, Integer> allowed = new LinkedHashMap<>();
  private String tile = "";
  private String place = "";
  private int outermost = Integer.MAX_VALUE;

  /// Takes the next line.
  void read(String line) {
    Matcher compilation = COMPILATION.matcher(line);
    if (compilation.matches()) {
      String name = compilation.group(1);
      tile = name.substring(name.lastIndexOf('.') + 1);
      tiles.add(tile);
      outermost = Integer.MAX_VALUE;
      return;
    }
    Matcher call = CALL.matcher(line);
    if (tile.isEmpty() || !call.matches()) {
      return;
    }
    int depth = line.indexOf('@');
    outermost = Math.min(outermost, depth);
    if (depth == outermost) {
      place = call.group(1);
    }
    String callee = call.group(2);
    String verdict = ASIDE.matcher(call.group(3)).replaceAll("").strip();
    if (INLINED.matcher(verdict).matches()) {
      return;
    }
    if (ALLOWED.containsKey(callee)) {
      allowed.merge(callee, 1, Integer::sum);
      return;
    }
    refusals.add(
        tile + " at bytecode " + place + ": C2 left the call " + callee + " (" + verdict + ")");
  }

  /// Class names of the tiles that were compiled.
  Set<String> tiles() {
    return tiles;
  }

  /// A sentence for each call that was left.
  List<String> refusals() {
    return refusals;
  }

  /// How often each call of [#ALLOWED] was met.
  Map<String, Integer> allowed() {
    return allowed;
  }
}
