package dev.gatun.bench.gemm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The sizes that are measured where none are asked for.
///
/// Those of networks are products with weights as B: a pointwise convolution multiplies the pixels,
/// `[H·W, inC]`, by `[inC, outC]`; a fully connected layer multiplies one row.
final class Products {
  private static final Map<String, int[][]> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put("square", cubes(64, 128, 256, 384, 512, 768, 1024, 1536, 2048));
    TABLE.put(
        "tall", new int[][] {{4096, 64, 256}, {8192, 32, 128}, {4096, 128, 512}, {16384, 64, 64}});
    TABLE.put(
        "wide", new int[][] {{64, 4096, 256}, {32, 8192, 128}, {128, 4096, 512}, {64, 16384, 64}});
    TABLE.put("small", cubes(4, 8, 15, 16, 24, 31, 32, 48));
    TABLE.put(
        "resnet-50",
        new int[][] {
          {3136, 64, 64},
          {3136, 256, 64},
          {3136, 64, 256},
          {784, 512, 128},
          {784, 128, 512},
          {196, 1024, 256},
          {196, 256, 1024},
          {49, 2048, 512},
          {49, 512, 2048},
        });
    TABLE.put(
        "mobilenet",
        new int[][] {
          {12544, 64, 32},
          {3136, 128, 64},
          {784, 256, 256},
          {196, 512, 512},
          {49, 1024, 1024},
          {12544, 96, 16},
          {784, 32, 192},
          {196, 384, 64},
          {49, 320, 960},
          {49, 1280, 320},
        });
    TABLE.put(
        "dense", new int[][] {{1, 1000, 1280}, {1, 1000, 2048}, {1, 1000, 4096}, {1, 4096, 4096}});
  }

  private Products() {}

  private static int[][] cubes(int... extents) {
    int[][] rows = new int[extents.length][];
    for (int i = 0; i < extents.length; i++) {
      rows[i] = new int[] {extents[i], extents[i], extents[i]};
    }
    return rows;
  }

  /// The names of the groups.
  static Set<String> groups() {
    return TABLE.keySet();
  }

  /// Those of one group, none where there is no such group.
  static List<Product> of(String group) {
    List<Product> products = new ArrayList<>();
    for (int[] row : TABLE.getOrDefault(group, new int[0][])) {
      products.add(new Product(group, row[0], row[1], row[2]));
    }
    return products;
  }

  /// Finds groups and reads sizes.
  ///
  /// @param words of the command line; none means everything
  /// @return products, those of a group together
  /// @throws dev.gatun.bench.cli.UsageException if a word is neither
  static List<Product> chosen(List<String> words) {
    List<Product> products = new ArrayList<>();
    for (String word : words.isEmpty() ? List.copyOf(groups()) : words) {
      if (TABLE.containsKey(word)) {
        products.addAll(of(word));
      } else {
        products.add(Product.parse(word));
      }
    }
    products.sort(Comparator.comparing(product -> product.group().equals(Product.ASKED_FOR)));
    return products;
  }
}
