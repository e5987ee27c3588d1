/// `gatun layers`: the layers of networks, one by one, beside ONNX Runtime and oneDNN.
@NullMarked
package dev.gatun.bench.layers;

import org.jspecify.annotations.NullMarked;
