package dev.gatun;

import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.ImportedModel;
import dev.gatun.onnx.OnnxReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// A neural network read from an ONNX file. Immutable, shared freely between threads, and nothing
/// to close: its weights stay in the mapped file for as long as anything refers to them.
///
/// ```java
/// Model model = Model.load(Path.of("resnet50.onnx"));
/// System.out.println(model.inputs());   // {data=FLOAT32[N,3,224,224]}
/// ```
public final class Model {
  private final ImportedModel imported;
  private final Map<String, TensorType> inputs;
  private final Map<String, TensorType> outputs;

  private Model(ImportedModel imported) {
    this.imported = imported;
    this.inputs = types(imported.graph(), imported.graph().inputs());
    this.outputs = types(imported.graph(), imported.graph().outputs());
  }

  private static Map<String, TensorType> types(Graph graph, List<String> names) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    for (String name : names) {
      TensorType type = graph.type(name);
      if (type != null) {
        types.put(name, type);
      }
    }
    return Collections.unmodifiableMap(types);
  }

  /// Reads a model file.
  ///
  /// @param path an ONNX file
  /// @return the model
  /// @throws ModelFormatException if it is not a valid model
  /// @throws UnsupportedOperatorException if it uses operators or types that Gatun does not have,
  ///   naming all of them
  /// @throws LimitExceededException if it is larger than the default limits
  public static Model load(Path path) {
    return load(path, LoadOptions.defaults());
  }

  /// Reads a model file with options.
  ///
  /// @param path an ONNX file
  /// @param options limits, external data
  /// @return the model
  /// @throws ModelFormatException if it is not a valid model
  /// @throws UnsupportedOperatorException if it uses operators or types that Gatun does not have,
  ///   naming all of them
  /// @throws LimitExceededException if it is larger than the limits
  public static Model load(Path path, LoadOptions options) {
    return new Model(OnnxReader.read(path, options.forImporter()));
  }

  /// Reads a model from memory, without copying: the array belongs to the model from now on and
  /// must not change.
  ///
  /// @param bytes an ONNX file's content
  /// @return the model
  /// @throws ModelFormatException if it is not a valid model
  /// @throws UnsupportedOperatorException if it uses operators or types that Gatun does not have,
  ///   naming all of them
  /// @throws LimitExceededException if it is larger than the default limits
  public static Model parse(byte[] bytes) {
    return parse(ByteBuffer.wrap(bytes), LoadOptions.defaults());
  }

  /// Reads a model from a buffer's remaining bytes, without copying: they must not change while the
  /// model is in use.
  ///
  /// @param bytes an ONNX file's content, on the heap or outside
  /// @param options limits, external data
  /// @return the model
  /// @throws ModelFormatException if it is not a valid model
  /// @throws UnsupportedOperatorException if it uses operators or types that Gatun does not have,
  ///   naming all of them
  /// @throws LimitExceededException if it is larger than the limits
  public static Model parse(ByteBuffer bytes, LoadOptions options) {
    return new Model(OnnxReader.read(bytes, options.forImporter()));
  }

  /// Compiles for the fastest usable backend and all processors.
  ///
  /// @return a session, which the caller closes
  /// @throws BackendException if no backend is usable
  /// @throws ModelFormatException if the model contradicts itself
  /// @throws UnsupportedOperatorException naming the nodes that the backend cannot run
  /// @throws LimitExceededException if the model needs more than the default limits
  public Session compile() {
    return compile(SessionOptions.defaults());
  }

  /// Compiles with options.
  ///
  /// @param options threads, backend, limits, passes
  /// @return a session, which the caller closes
  /// @throws BackendException if the backend is not there or not usable
  /// @throws ModelFormatException if the model contradicts itself
  /// @throws UnsupportedOperatorException naming the nodes that the backend cannot run
  /// @throws LimitExceededException if the model needs more than the limits allow
  public Session compile(SessionOptions options) {
    return Session.open(graph(), options);
  }

  /// The network.
  ///
  /// @return nodes, constants and what is known of values
  public Graph graph() {
    return imported.graph();
  }

  /// The name of the network.
  ///
  /// @return the graph's name in the file, may be empty
  public String name() {
    return imported.graph().name();
  }

  /// The program that wrote the file.
  ///
  /// @return name and version, such as `pytorch 2.1.0`, may be empty
  public String producer() {
    return imported.producer();
  }

  /// The version of the file format.
  ///
  /// @return ONNX's IR version
  public long irVersion() {
    return imported.irVersion();
  }

  /// The operator sets that the file is written in.
  ///
  /// @return versions by domain; the standard domain is the empty name
  public Map<String, Integer> opsets() {
    return imported.opsets();
  }

  /// The ONNX operators that the file uses.
  ///
  /// @return how many nodes of each, functions inlined and bodies included; one of another domain
  ///   than the standard one has the domain in front
  public SortedMap<String, Integer> operators() {
    return imported.operators();
  }

  /// What the writer of the file wanted to say besides.
  ///
  /// @return the file's `metadata_props`, in order
  public Map<String, String> metadata() {
    return imported.metadata();
  }

  /// What a run must be given: the graph's inputs without those that are initialisers.
  ///
  /// @return types by name, in the file's order
  public Map<String, TensorType> inputs() {
    return inputs;
  }

  /// What a run gives.
  ///
  /// @return types by name, in the file's order; a type about which nothing is known is left out
  public Map<String, TensorType> outputs() {
    return outputs;
  }

  /// What may matter and did not stop the load, such as an opset newer than the newest known.
  ///
  /// @return sentences
  public List<String> warnings() {
    return imported.warnings();
  }

  /// Name and signature.
  @Override
  public String toString() {
    return "Model '" + name() + "' " + inputs + " → " + outputs;
  }
}
