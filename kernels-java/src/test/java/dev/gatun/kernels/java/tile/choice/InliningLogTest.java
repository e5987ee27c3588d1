package dev.gatun.kernels.java.tile.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class InliningLogTest {
  private static InliningLog read(String text) {
    InliningLog log = new InliningLog();
    text.lines().forEach(log::read);
    return log;
  }

  @Test
  void whatWasInlinedAtLastIsInlined() {
    InliningLog log =
        read(
            """
                @ 1   before.any.tile::call (9 bytes)   failed to inline: too big
              877 1290    b  4       a.b.F32Conv2x1v::run (39 bytes)
                @ 4   a.ConvTile::requireDense (59 bytes)   inline (hot)
                  @ 1   a.Segment::isNative (2 bytes)   inline (hot)   callee changed to  a.Raw::start (33 bytes)    \\-> TypeProfile (7/7 counts) = a/Native
                  @ 2   a.Species::size (5 bytes)   accessor
                @ 9   a.Handle::linkToStatic(LJ)F (0 bytes)   failed to inline: member_name not constant   callee changed to  a.Floats::get (14 bytes)   force inline by annotation   late inline succeeded (method handle)
             !    @ 14   a.Support::load (38 bytes)   (intrinsic)   late inline succeeded
                  @ 18   java.util.Objects::checkIndex (7 bytes)   force inline by annotation
            """);
    assertEquals(List.of(), log.refusals());
    assertEquals(Set.of("F32Conv2x1v"), log.tiles());
  }

  @Test
  void aCallThatIsLeftIsNamedWithItsTileAndPlace() {
    InliningLog log =
        read(
            """
              877 1290    b  4       a.b.F32Conv2x1v::run (39 bytes)
                @ 4   a.ConvTile::requireDense (59 bytes)   inline (hot)
              900 1291    b  4       a.b.F32Conv1x1v::run (29 bytes)
                @ 217   a.Segment::get (12 bytes)   force inline by annotation   late inline succeeded
                  @ 15   a.Unsafe::getIntUnaligned (12 bytes)   failed to inline: NodeCountInliningCutoff
                  @ 24   jdk.incubator.vector.AbstractSpecies::checkFailed (44 bytes)   failed to inline: too big
                @ 230   a.Vector::fma (8 bytes)   failed to inline: virtual call
            """);
    assertEquals(
        List.of(
            "F32Conv1x1v at bytecode 217: C2 left the call a.Unsafe::getIntUnaligned"
                + " (failed to inline: NodeCountInliningCutoff)",
            "F32Conv1x1v at bytecode 230: C2 left the call a.Vector::fma"
                + " (failed to inline: virtual call)"),
        log.refusals());
    assertEquals(Map.of("jdk.incubator.vector.AbstractSpecies::checkFailed", 1), log.allowed());
  }
}
