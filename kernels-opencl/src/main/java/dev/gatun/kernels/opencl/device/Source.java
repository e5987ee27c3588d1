package dev.gatun.kernels.opencl.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The programs of this backend: OpenCL C files beside this module's classes, joined in order.
public enum Source {
  /// Convolutions and matrix products.
  CONV("common", "activation", "conv_struct", "conv"),
  /// The same with local memory.
  CONV_LOCAL("common", "activation", "conv_struct", "conv_local"),
  /// Convolutions with one input channel per group.
  DEPTHWISE("common", "activation", "depthwise"),
  /// Pools over windows.
  POOL("common", "pool"),
  /// Reductions.
  REDUCE("common", "reduce"),
  /// Distributions.
  SOFTMAX("common", "softmax"),
  /// Normalisations.
  NORM("common", "norm"),
  /// Weights into the order in which convolutions read them.
  PACK("common", "pack"),
  /// Winograd's transforms.
  WINOGRAD("common", "activation", "winograd"),
  /// Between rows and channels last.
  REORDER("common", "reorder"),
  /// Functions of one and of two elements.
  ELEMENTWISE("common", "activation", "strided", "elementwise"),
  /// Elements into another order.
  MOVE("common", "strided", "move"),
  /// Interpolation between elements.
  RESAMPLE("common", "strided", "resample");

  private static final String FOLDER = "/dev/gatun/kernels/opencl/program/";

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> files;

  Source(String... files) {
    this.files = List.of(files);
  }

  /// {@return the text that the device compiles}
  public String text() {
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      text.append(read(FOLDER + file + ".cl"));
    }
    return text.toString();
  }

  private static String read(String name) {
    try (InputStream in = Source.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
