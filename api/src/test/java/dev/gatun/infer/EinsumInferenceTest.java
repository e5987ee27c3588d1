package dev.gatun.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.ModelFormatException;
import dev.gatun.op.Einsum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Equations and the types of their results.
class EinsumInferenceTest {
  @ParameterizedTest
  @CsvSource({
    "'ij,jk', 'ij,jk->ik'",
    "' b i j , b j k -> b i k ', 'bij,bjk->bik'",
    "'ba', 'ba->ab'",
    "'bA', 'bA->Ab'",
    "'ii', 'ii->'",
    "'...ij,...jk', '...ij,...jk->...ik'",
    "'i...->...', 'i...->...'",
    "'', '->'",
    "',', ',->'",
  })
  void equations(String text, String full) {
    assertEquals(full, Einsum.of(text).equation());
  }

  @ParameterizedTest
  @CsvSource({
    "'i1->i', '1'",
    "'i.j->i', '.'",
    "'ij->ii', 'each once'",
    "'ij->k', 'that the terms have'",
    "'......i', 'one ellipsis'",
    "'i->j->k', '-'",
  })
  void refusedEquations(String text, String part) {
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> Einsum.of(text));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'bij,bjk->bik', 'f[N,3,4]', 'f[N,4,5]', 'f[N,3,5]'",
    "'bij,bjk->bik', 'f[1,3,4]', 'f[N,4,5]', 'f[N,3,5]'",
    "'ij,jk->ik', 'f[?,4]', 'f...', 'f[?,?]'",
    "'ij,ij->ij', 'f[1,4]', 'f...', 'f[?,4]'",
    "'...ij,...jk', 'f[2,1,3,4]', 'f[7,4,5]', 'f[2,7,3,5]'",
    "'...ij,...jk', 'f[2,3,4]', 'f...', 'f...'",
    "'i...,i...->...', 'h[3]', 'h[3,2]', 'h[2]'",
    "'...,...->', 'l[3]', 'l[3]', 'l[]'",
    "'aab,b->a', 'l[3,3,0]', 'l[0]', 'l[3]'",
  })
  void types(String equation, String a, String b, String y) {
    assertEquals(y, OneNode.infer(Einsum.of(equation), a, b));
  }

  @ParameterizedTest
  @CsvSource({
    "'ij,jk->ik', 'f[3,4]', 'f[5,6]', 'got extents 4 and 5 along axis ''j'''",
    "'ij,jk->ik', 'f[3,4,5]', 'f[5,6]', 'required rank 2'",
    "'...ij,jk->ik', 'f[3]', 'f[5,6]', 'required rank 2 or more'",
    "'ij,jk->ik', 'f[3,4]', 'l[4,6]', 'one element type'",
    "'ij,jk,k->ik', 'f[3,4]', 'f[4,6]', 'got 2 inputs'",
  })
  void misfits(String equation, String a, String b, String part) {
    ModelFormatException e =
        assertThrows(ModelFormatException.class, () -> OneNode.infer(Einsum.of(equation), a, b));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void ellipsesAreAlignedAtTheirLastAxis() {
    Einsum op = (Einsum) OneNode.bound(Einsum.of("...ij,j..."), "f[2,5,3,4]", "f[4,5]");
    assertEquals("01ij,j1->01i", op.equation());
  }
}
