package dev.gatun.onnx;

import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.SparseTensorProto;
import dev.gatun.op.Ints;
import dev.gatun.op.NodeAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The attributes of one node. A getter says the type it wants; another type in the file is an
/// error, and a missing type (files of IR version 1 have none) is taken from the field that is set.
final class Attributes implements NodeAttributes {
  private final Map<String, AttributeProto> byName = new HashMap<>();
  private final String place;
  private final TensorReader tensors;

  /// @param list the attributes
  /// @param place the node, for messages
  /// @param tensors reads tensor attributes
  Attributes(List<AttributeProto> list, String place, TensorReader tensors) {
    this.place = place;
    this.tensors = tensors;
    for (AttributeProto attribute : list) {
      if (byName.put(attribute.getName(), attribute) != null) {
        throw new ModelFormatException(
            place
                + ": got attribute '"
                + Names.shown(attribute.getName())
                + "' twice, required once at most");
      }
    }
  }

  @Override
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  @Override
  public long integer(String name, long otherwise) {
    AttributeProto a = find(name, AttributeType.INT);
    return a == null ? otherwise : a.getI();
  }

  /// An integer of int range.
  int smallInteger(String name, int otherwise) {
    long value = integer(name, otherwise);
    if (value != (int) value) {
      throw wrong(name, "got " + value + ", required a 32-bit integer");
    }
    return (int) value;
  }

  /// An integer that must be there.
  int requireInteger(String name) {
    require(name);
    return smallInteger(name, 0);
  }

  /// A 0 or 1.
  boolean flag(String name, boolean otherwise) {
    return integer(name, otherwise ? 1 : 0) != 0;
  }

  @Override
  public float number(String name, float otherwise) {
    AttributeProto a = find(name, AttributeType.FLOAT);
    return a == null ? otherwise : a.getF();
  }

  @Override
  public String text(String name, String otherwise) {
    AttributeProto a = find(name, AttributeType.STRING);
    return a == null ? otherwise : a.getS().toStringUtf8();
  }

  /// A text that must be there.
  String requireText(String name) {
    require(name);
    return text(name, "");
  }

  /// One of several words.
  ///
  /// @param words what each word means
  <T> T choice(String name, String otherwise, Map<String, T> words) {
    String word = text(name, otherwise);
    T meaning = words.get(word);
    if (meaning == null) {
      throw wrong(
          name,
          "got '" + Names.shown(word) + "', required one of " + new TreeSet<>(words.keySet()));
    }
    return meaning;
  }

  /// A list of integers, empty where the attribute is not there.
  @Override
  public Ints ints(String name) {
    AttributeProto a = find(name, AttributeType.INTS);
    if (a == null) {
      return Ints.EMPTY;
    }
    long[] values = new long[a.getIntsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = a.getInts(i);
    }
    return Ints.of(values);
  }

  /// A list of integers that must be there.
  Ints requireInts(String name) {
    require(name);
    return ints(name);
  }

  /// A list of floats, empty where the attribute is not there.
  @Override
  public List<Float> floats(String name) {
    AttributeProto a = find(name, AttributeType.FLOATS);
    return a == null ? List.of() : new ArrayList<>(a.getFloatsList());
  }

  /// A list of words, empty where the attribute is not there.
  List<String> texts(String name) {
    AttributeProto a = find(name, AttributeType.STRINGS);
    return a == null ? List.of() : a.getStringsList().stream().map(s -> s.toStringUtf8()).toList();
  }

  /// A tensor, or null where the attribute is not there.
  @Override
  public @Nullable Tensor tensor(String name) {
    AttributeProto a = find(name, AttributeType.TENSOR);
    return a == null ? null : tensors.read(a.getT(), place + ", attribute '" + name + "'");
  }

  /// A sparse tensor made dense, or null where the attribute is not there.
  @Nullable Tensor sparseTensor(String name) {
    AttributeProto a = find(name, AttributeType.SPARSE_TENSOR);
    SparseTensorProto sparse = a == null ? null : a.getSparseTensor();
    return sparse == null ? null : tensors.readSparse(sparse, place + ", attribute '" + name + "'");
  }

  /// A graph that must be there.
  GraphProto requireGraph(String name) {
    AttributeProto a = find(name, AttributeType.GRAPH);
    if (a == null) {
      throw wrong(name, "got none, required a graph");
    }
    return a.getG();
  }

  /// A complaint about an attribute.
  ModelFormatException wrong(String name, String gotAndRequired) {
    return new ModelFormatException(place + ", attribute '" + name + "': " + gotAndRequired);
  }

  private void require(String name) {
    if (!has(name)) {
      throw wrong(name, "got none, required");
    }
  }

  private @Nullable AttributeProto find(String name, AttributeType required) {
    AttributeProto attribute = byName.get(name);
    if (attribute == null) {
      return null;
    }
    AttributeType got =
        attribute.getType() == AttributeType.UNDEFINED
            ? guess(attribute, required)
            : attribute.getType();
    if (got != required) {
      throw wrong(name, "got type " + got + ", required " + required);
    }
    return attribute;
  }

  private static AttributeType guess(AttributeProto a, AttributeType required) {
    if (a.hasF()) {
      return AttributeType.FLOAT;
    } else if (a.hasI()) {
      return AttributeType.INT;
    } else if (a.hasS()) {
      return AttributeType.STRING;
    } else if (a.hasT()) {
      return AttributeType.TENSOR;
    } else if (a.hasG()) {
      return AttributeType.GRAPH;
    } else if (a.hasSparseTensor()) {
      return AttributeType.SPARSE_TENSOR;
    } else if (a.getFloatsCount() > 0) {
      return AttributeType.FLOATS;
    } else if (a.getIntsCount() > 0) {
      return AttributeType.INTS;
    } else if (a.getStringsCount() > 0) {
      return AttributeType.STRINGS;
    }
    boolean list = required == AttributeType.INTS || required == AttributeType.FLOATS;
    return list ? required : AttributeType.UNDEFINED; // an empty list leaves no trace in the file
  }
}
