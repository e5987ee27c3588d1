package dev.gatun.kernels.java.tile;

/// The frame of a generated tile class: imports, constructor, stride.
final class ClassText {
  private final StringBuilder text = new StringBuilder();
  private final TileShape shape;

  /// @param shape which tile
  /// @param base superclass
  /// @param comment documentation, one line
  /// @param operators whether comparisons are used
  ClassText(TileShape shape, String base, String comment, boolean operators) {
    this.shape = shape;
    text.append(TileGenerator.HEADER);
    line("package dev.gatun.kernels.java.tile.vector;");
    line("");
    boolean raw = base.equals("ConvTile");
    if (raw) {
      line("import static dev.gatun.kernels.java.tile.Raw.MASK;");
      line("import static dev.gatun.kernels.java.tile.Raw.MEMORY;");
    }
    line("import static dev.gatun.kernels.java.tile.vector.Species.*;");
    line("");
    line("import dev.gatun.kernels.java.tile.%s;", base);
    if (raw) {
      line("import dev.gatun.kernels.java.tile.Raw;");
    }
    line("import java.lang.foreign.MemorySegment;");
    if (raw && shape.isSplit()) {
      line("import java.util.Objects;");
    }
    line("import jdk.incubator.vector.FloatVector;");
    if (operators) {
      line("import jdk.incubator.vector.VectorOperators;");
    }
    line("");
    line("/// %s", comment);
    line("final class %s extends %s {", shape.className(), base);
    constructor();
  }

  private void constructor() {
    String blocks = shape.blocks() == 0 ? "" : shape.blocks() + ", ";
    if (!shape.isAny()) {
      line("  private static final long PIXEL = 4L * %s;", shape.step().floats());
      line("");
    }
    line("  %s(%s) {", shape.className(), shape.isAny() ? "int pixelStride" : "");
    String even = shape.blocks() == 0 ? "" : ", " + shape.isEvenOnly();
    line("    super(%d, %s%s%s);", shape.pixels(), blocks, shape.step().floats(), even);
    line("  }");
  }

  /// Appends a formatted line.
  ///
  /// @param format format
  /// @param args arguments
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would cost a dependency
  void line(String format, Object... args) {
    text.append(args.length == 0 ? format : String.format(format, args)).append('\n');
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

  /// @return the finished text
  String end() {
    line("}");
    return text.toString();
  }
}
