package dev.gatun.conformance.hostile;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatun.Limits;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What loading a file may cost: 64 KiB + 16 × the file's size in memory, 10 ms + 50 ns × the
/// file's size in time. A file says in 60 bytes what is a node with names, types and an operator of
/// its own, so nodes have a budget beside the file's: 6 KiB and 20 µs for each node of graphs and
/// bodies after functions are inlined, of which [Limits#nodes] is the most.
final class Budget {
  private static final long BYTES = 64 << 10;
  private static final long BYTES_PER_BYTE = 16;
  private static final long BYTES_PER_NODE = 6 << 10;
  private static final double NANOS = 10e6;
  private static final double NANOS_PER_BYTE = 50;
  private static final double NANOS_PER_NODE = 20e3;

  private final Limits limits;

  /// @param limits that the file is loaded with
  Budget(Limits limits) {
    this.limits = limits;
  }

  /// What is allowed whatever the file says.
  static double plainBytes(int fileBytes) {
    return BYTES + BYTES_PER_BYTE * (double) fileBytes;
  }

  /// What is allowed whatever the file says.
  static double plainNanos(int fileBytes) {
    return NANOS + NANOS_PER_BYTE * fileBytes;
  }

  /// What is allowed with the file's nodes.
  double bytes(byte[] file) {
    return plainBytes(file.length) + BYTES_PER_NODE * nodes(file);
  }

  /// What is allowed with the file's nodes.
  double nanos(byte[] file) {
    return plainNanos(file.length) + NANOS_PER_NODE * nodes(file);
  }

  /// Nodes after inlining, none where the file is no message.
  private double nodes(byte[] file) {
    try {
      ModelProto model = ModelProto.parseFrom(file);
      Map<String, FunctionProto> functions = new HashMap<>();
      model.getFunctionsList().forEach(f -> functions.put(f.getName(), f));
      double count = count(model.getGraph().getNodeList(), functions, 0);
      return Math.min(count, limits.nodes());
    } catch (InvalidProtocolBufferException e) {
      return 0;
    }
  }

  private double count(List<NodeProto> nodes, Map<String, FunctionProto> functions, int depth) {
    double count = 0;
    if (depth > limits.nestingDepth()) {
      return count;
    }
    for (NodeProto node : nodes) {
      count++;
      FunctionProto function = functions.get(node.getOpType());
      if (function != null) {
        count += count(function.getNodeList(), functions, depth + 1);
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        count += count(attribute.getG().getNodeList(), functions, depth + 1);
      }
      if (count > limits.nodes()) {
        return count;
      }
    }
    return count;
  }
}
