package dev.gatun.kernels.java.tile;

/// The frame of a generated tile class: imports, constructor, stride.
final class ClassText {
  private final StringBuilder text = new StringBuilder();
  private final TileShape shape;
  private String margin = "";

  /// @param shape which tile
  /// @param base superclass
  /// @param comment documentation, one line
  /// @param operators whether comparisons are used
  ClassText(TileShape shape, String base, String comment, boolean operators) {
    this(shape, base, "", comment, operators);
  }

  /// @param shape which tile
  /// @param base superclass
  /// @param argument constructor argument behind the pixels, none where empty
  /// @param comment documentation, one line
  /// @param operators whether comparisons are used
  ClassText(TileShape shape, String base, String argument, String comment, boolean operators) {
    this.shape = shape;
    text.append(TileGenerator.HEADER);
    line("package dev.gatun.kernels.java.tile.vector;");
    line("");
    line("import static dev.gatun.kernels.java.tile.Raw.MASK;");
    line("import static dev.gatun.kernels.java.tile.Raw.MEMORY;");
    line("import static dev.gatun.kernels.java.tile.vector.Species.*;");
    line("");
    line("import dev.gatun.kernels.java.tile.%s;", base);
    line("import dev.gatun.kernels.java.tile.Raw;");
    if (base.equals("ConvTile")) {
      line("import dev.gatun.kernels.java.tile.TapTable;");
    }
    line("import java.lang.foreign.MemorySegment;");
    if (shape.blocks() == 0 || shape.isSplit()) {
      line("import java.util.Objects;");
    }
    line("import jdk.incubator.vector.FloatVector;");
    if (operators) {
      line("import jdk.incubator.vector.VectorOperators;");
    }
    line("");
    line("/// %s", comment);
    line("final class %s extends %s {", shape.className(), base);
    constructor(argument.isEmpty() ? "" : argument + ", ");
  }

  private void constructor(String argument) {
    String blocks = shape.blocks() == 0 ? argument : shape.blocks() + ", ";
    if (!shape.isAny()) {
      line("  private static final long PIXEL = 4L * %s;", shape.step().floats());
      line("");
    }
    line("  %s(%s) {", shape.className(), shape.isAny() ? "int pixelStride" : "");
    String terms =
        shape.blocks() == 0 ? "" : ", %b, %b".formatted(shape.isFourfold(), shape.isDense());
    line("    super(%d, %s%s%s);", shape.pixels(), blocks, shape.step().floats(), terms);
    line("  }");
  }

  /// Appends a formatted line.
  ///
  /// @param format format
  /// @param args arguments
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would cost a dependency
  void line(String format, Object... args) {
    text.append(format.isEmpty() ? "" : margin)
        .append(args.length == 0 ? format : String.format(format, args))
        .append('\n');
  }

  /// Declares the local pixel distance where no constant says it.
  void pixelLocal() {
    if (shape.isAny() && shape.pixels() > 1) {
      line("    long PIXEL = 4L * pixelStride();");
    }
  }

  /// Declares accumulators.
  ///
  /// @param names of the accumulators
  /// @param start initial value, Java text
  void accumulators(Iterable<String> names, String start) {
    line("    FloatVector start = %s;", start);
    StringBuilder declarations = new StringBuilder("    FloatVector ");
    String separator = "";
    for (String name : names) {
      declarations.append(separator).append(name).append(" = start");
      separator = ", ";
    }
    line("%s", declarations.append(';'));
  }

  /// Checks the operands of a rectangle of outputs and declares the addresses `xa`, `ya` and the
  /// last tile's column `last`.
  ///
  /// @param columns taps behind one entry of the table
  void rowAddresses(int columns) {
    if (shape.isAny()) {
      line("    long PIXEL = 4L * pixelStride();");
    }
    line("    int last = Objects.checkIndex(width - %d, width);", shape.pixels());
    line("    long xBytes = (width - 1) * PIXEL + %d * BLOCK;", columns);
    line("    for (int tap : taps) {");
    line("      Raw.rows(x, xOffset + tap, xRow, rows, xBytes);");
    line("    }");
    line("    long xa = Raw.start(x) + xOffset;");
    line("    long ya = Raw.rows(y, yOffset, yRow, rows, width * BLOCK);");
  }

  /// Opens the loops over rows and tiles: `px` and `py` are the addresses of a tile's first pixel.
  void rowLoops() {
    line("    for (int row = 0; row < rows; row++) {");
    line("      int i = -%d;", shape.pixels());
    line("      do {");
    margin = "    ";
    line("    i = Math.min(i + %d, last);", shape.pixels());
    line("    long px = xa + row * xRow + i * PIXEL, py = ya + row * yRow + i * BLOCK;");
  }

  /// Closes what [#rowLoops] has opened.
  void endRowLoops() {
    margin = "";
    line("      } while (i < last);");
    line("    }");
  }

  /// A vector load as Java text.
  ///
  /// @param address a masked address
  /// @param i which one behind it
  /// @param unit bytes between two
  /// @return an expression
  static String load(String address, int i, String unit) {
    String at = i == 0 ? address : address + " + " + i + " * " + unit;
    return "FloatVector.fromMemorySegment(SPECIES, MEMORY, %s, ORDER)".formatted(at);
  }

  /// A vector store to output `i` behind the masked address `o` as Java text.
  ///
  /// @param i pixel
  /// @return a method call, without its receiver
  static String store(int i) {
    String at = i == 0 ? "o" : "o + " + i + " * BLOCK";
    return "intoMemorySegment(MEMORY, %s, ORDER)".formatted(at);
  }

  /// @return the finished text
  String end() {
    line("}");
    return text.toString();
  }
}
