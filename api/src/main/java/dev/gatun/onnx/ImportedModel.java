package dev.gatun.onnx;

import dev.gatun.graph.Graph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the reader found in a file; `dev.gatun.Model` is its public face.
///
/// @param graph the main graph
/// @param producer name and version of the exporter, may be empty
/// @param irVersion version of the file format
/// @param opsets versions by domain, the standard one under the empty name
/// @param metadata `metadata_props`
/// @param operators how many nodes of each operator the file holds, functions inlined, bodies
///   included
/// @param warnings what may matter and stopped nothing
public record ImportedModel(
    Graph graph,
    String producer,
    long irVersion,
    Map<String, Integer> opsets,
    Map<String, String> metadata,
    SortedMap<String, Integer> operators,
    List<String> warnings) {
  /// Copies the collections, keeping their order.
  public ImportedModel {
    opsets = Collections.unmodifiableMap(new LinkedHashMap<>(opsets));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
    warnings = List.copyOf(warnings);
  }
}
