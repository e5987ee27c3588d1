package dev.gatun.conformance.hostile;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatun.Limits;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What loading a file may cost: 64 KiB + 16 × the file's size in memory, 10 ms + 50 ns × the
/// file's size in time. A file says in 60 bytes what is a node with names, types and an operator of
/// its own, so nodes have a budget beside the file's: 8 KiB and 20 µs for each node of graphs and
/// bodies after functions are inlined, of which [Limits#nodes] is the most, and 8 KiB for each
/// body. An LSTM, which becomes several nodes, takes 7 KiB, an If with two bodies 21, a Relu 2.
/// Sparse tensors are made dense, for which [Limits#foldedBytes] is the budget.
final class Budget {
  private static final long BYTES = 64 << 10;
  private static final long BYTES_PER_BYTE = 16;
  private static final long BYTES_PER_NODE = 8 << 10;
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

  /// What is allowed with the file's nodes and sparse tensors.
  double bytes(byte[] file) {
    Contents contents = contents(file);
    return plainBytes(file.length)
        + BYTES_PER_NODE * (Math.min(contents.nodes, limits.nodes()) + contents.bodies)
        + (contents.hasSparse ? limits.foldedBytes() : 0);
  }

  /// What is allowed with the file's nodes.
  double nanos(byte[] file) {
    return plainNanos(file.length)
        + NANOS_PER_NODE * Math.min(contents(file).nodes, limits.nodes());
  }

  /// Of nothing, where the file is no message.
  private Contents contents(byte[] file) {
    Contents contents = new Contents();
    try {
      ModelProto model = ModelProto.parseFrom(file);
      model.getFunctionsList().forEach(f -> contents.functions.put(f.getName(), f));
      contents.add(model.getGraph(), 0);
    } catch (InvalidProtocolBufferException e) {
      return contents;
    }
    return contents;
  }

  /// What a file has after inlining.
  private final class Contents {
    final Map<String, FunctionProto> functions = new HashMap<>();
    double nodes;
    double bodies;
    boolean hasSparse;

    void add(GraphProto graph, int depth) {
      hasSparse |= graph.getSparseInitializerCount() > 0;
      add(graph.getNodeList(), depth);
    }

    private void add(List<NodeProto> list, int depth) {
      if (depth > limits.nestingDepth()) {
        return;
      }
      for (NodeProto node : list) {
        if (nodes++ > limits.nodes()) {
          return;
        }
        FunctionProto function = functions.get(node.getOpType());
        if (function != null) {
          add(function.getNodeList(), depth + 1);
        }
        for (AttributeProto attribute : node.getAttributeList()) {
          hasSparse |= attribute.hasSparseTensor();
          bodies += attribute.hasG() ? 1 : 0;
          add(attribute.getG(), depth + 1);
        }
      }
    }
  }
}
