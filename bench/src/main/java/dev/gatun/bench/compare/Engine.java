package dev.gatun.bench.compare;

import dev.gatun.LoadOptions;
import dev.gatun.bench.peer.Gatun;
import dev.gatun.bench.peer.OnnxRuntime;
import dev.gatun.bench.peer.Peer;
import java.util.List;
import java.util.Locale;

/// What takes part in a comparison.
enum Engine {
  /// The Java kernels.
  GATUN,
  /// ONNX Runtime's CPU kernels.
  ORT,
  /// The OpenCL kernels, on whatever device is chosen; it has all its cores, whatever the number of
  /// threads.
  OPENCL,
  /// The naive loops of the conformance kit.
  REFERENCE,
  /// The Java kernels' scalar twin: the width is chosen once for a JVM.
  SCALAR;

  /// How tables and files call it.
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it takes turns with Gatun in one process. Others are so slow that a ratio needs no
  /// turns, or need another JVM.
  boolean takesTurns() {
    return this == GATUN || this == ORT || this == OPENCL;
  }

  /// What its own process needs besides this JVM's flags.
  List<String> flags() {
    return this == SCALAR ? List.of("-Dgatun.vectorBits=0") : List.of();
  }

  /// Loads what does not belong to a model: ONNX Runtime's Java API unpacks a native library first.
  void prepare() {
    if (this == ORT) {
      OnnxRuntime.version();
    }
  }

  /// The engine, with the JVM's flags as they are.
  Peer peer(LoadOptions loading) {
    return switch (this) {
      case GATUN, SCALAR -> Gatun.java(loading);
      case OPENCL -> Gatun.openCl(loading);
      case REFERENCE -> Gatun.reference(loading);
      case ORT -> new OnnxRuntime();
    };
  }
}
