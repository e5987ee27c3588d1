package dev.gatun.bench.subject;

import dev.gatun.LoadOptions;
import dev.gatun.Tensor;
import java.nio.file.Path;
import java.util.Map;

/// What is measured.
///
/// @param name in tables and files
/// @param network its name in the zoo, empty for a file of the user's
/// @param file an ONNX file
/// @param loading how Gatun reads it
/// @param inputs tensors by name
/// @param multiplyAdds of convolutions and matrix products in one run, 0 where unknown
public record Subject(
    String name,
    String network,
    Path file,
    LoadOptions loading,
    Map<String, Tensor> inputs,
    long multiplyAdds) {}
