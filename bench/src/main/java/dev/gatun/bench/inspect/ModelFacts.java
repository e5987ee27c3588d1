package dev.gatun.bench.inspect;

import dev.gatun.Model;
import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model file says by itself, before anything is compiled.
 *
 * @param file its name
 * @param name the graph's name
 * @param producer who wrote it
 * @param irVersion version of the container
 * @param opsets versions by domain
 * @param inputs types by name
 * @param open whether some extent of the inputs is open
 * @param outputs types by name
 * @param operators how often each occurs, the most frequent first
 * @param nodes number of nodes
 * @param parameters elements of all float constants
 * @param weightBytes bytes of all constants
 * @param unsupported nodes that Gatun cannot run
 * @param warnings what the importer found odd
 */
record ModelFacts(
    String file,
    String name,
    String producer,
    long irVersion,
    Map<String, Integer> opsets,
    Map<String, String> inputs,
    boolean open,
    Map<String, String> outputs,
    Map<String, Integer> operators,
    int nodes,
    long parameters,
    long weightBytes,
    List<UnsupportedOperatorException.Use> unsupported,
    List<String> warnings) {

  static ModelFacts of(
      String file, Model model, List<UnsupportedOperatorException.Use> unsupported) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Node node : model.graph().nodes()) {
      counts.merge(node.op().title(), 1, Integer::sum);
    }
    long parameters = 0;
    long bytes = 0;
    for (Tensor constant : model.graph().constants().values()) {
      parameters += constant.dtype().isFloat() ? constant.shape().size() : 0;
      bytes += constant.data().byteSize();
    }
    Map<String, Integer> opsets = new LinkedHashMap<>();
    model
        .opsets()
        .forEach((domain, version) -> opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version));
    return new ModelFacts(
        file,
        model.name(),
        model.producer(),
        model.irVersion(),
        opsets,
        text(model.inputs()),
        !model.inputs().values().stream().allMatch(TensorType::isConcrete),
        text(model.outputs()),
        mostFirst(counts),
        model.graph().nodes().size(),
        parameters,
        bytes,
        unsupported,
        model.warnings());
  }

  private static Map<String, String> text(Map<String, TensorType> types) {
    Map<String, String> text = new LinkedHashMap<>();
    types.forEach((name, type) -> text.put(name, type.toString()));
    return text;
  }

  private static Map<String, Integer> mostFirst(Map<String, Integer> counts) {
    List<Map.Entry<String, Integer>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    Map<String, Integer> sorted = new LinkedHashMap<>();
    entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
