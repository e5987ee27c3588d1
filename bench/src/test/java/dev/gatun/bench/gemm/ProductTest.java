package dev.gatun.bench.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Shape;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.conformance.zoo.Zoo;
import dev.gatun.conformance.zoo.net.Network;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {
  @Test
  void oneNumberIsASquareAndThreeAreRowsColumnsAndDepth() {
    assertEquals(new Product(Product.ASKED_FOR, 7, 7, 7), Product.parse("7"));
    assertEquals(new Product(Product.ASKED_FOR, 2, 30, 400), Product.parse("2x30x400"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cube", "2x3", "2x3x4x5", "-1", "0", "2x0x4", "40000x40000x1"})
  void otherWordsAreRefusedInOneSentence(String text) {
    UsageException e = assertThrows(UsageException.class, () -> Product.parse(text));
    assertTrue(String.valueOf(e.getMessage()).contains("required"), e.getMessage());
  }

  @Test
  void aTermIsAMultiplicationAndAnAddition() {
    assertEquals(48, Product.parse("2x3x4").operations());
    assertEquals(2.0 * 20_000 * 20_000 * 3, Product.parse("20000x3x20000").operations());
  }

  @Test
  void theTableHasEachProductOnce() {
    List<Product> all = Products.chosen(List.of());
    assertEquals(all.size(), new HashSet<>(all).size());
    assertEquals(Products.groups(), new HashSet<>(all.stream().map(Product::group).toList()));
  }

  @Test
  void tallIsTallAndWideIsWide() {
    Products.of("tall").forEach(tall -> assertTrue(tall.m() >= 16 * tall.n(), tall::size));
    Products.of("wide").forEach(wide -> assertTrue(wide.n() >= 16 * wide.m(), wide::size));
  }

  @Test
  void sizesThatAreAskedForComeLastAndTogether() {
    List<Product> chosen = Products.chosen(List.of("5", "dense", "6x1x2"));
    List<Product> dense = Products.of("dense");
    assertEquals(dense, chosen.subList(0, dense.size()));
    assertEquals(
        List.of(Product.parse("5"), Product.parse("6x1x2")),
        chosen.subList(dense.size(), chosen.size()));
  }

  /// A product of a network is a pointwise convolution: pixels, channels of the result, channels
  /// that are read.
  @ParameterizedTest
  @ValueSource(strings = {"resnet-50", "mobilenet"})
  void networksHaveTheProductsThatAreNamedAfterThem(String group) {
    Set<Shape> shapes = new HashSet<>();
    for (Network network : Zoo.networks()) {
      if (network.name().matches(group + "(-v[12])?")) {
        shapes.addAll(network.define(network.input(), Zoo.SEED).shapes().values());
      }
    }
    for (Product product : Products.of(group)) {
      long side = Math.round(Math.sqrt(product.m()));
      assertTrue(shapes.contains(Shape.of(1, product.n(), side, side)), product::size);
      assertTrue(shapes.contains(Shape.of(1, product.k(), side, side)), product::size);
    }
  }
}
