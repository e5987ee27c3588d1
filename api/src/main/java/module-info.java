/** What a user of Gatun imports, and what a backend implements. */
@SuppressWarnings({
  "requires-automatic", // protobuf-java has no module descriptor
  "module" // the conformance kit is built after this module
})
module dev.gatun.api {
  requires com.google.protobuf;
  requires static transitive java.desktop;
  requires static transitive org.jspecify;

  exports dev.gatun;
  exports dev.gatun.graph;
  exports dev.gatun.op;
  exports dev.gatun.spi;
  exports dev.gatun.onnx to
      dev.gatun.conformance; // its writer speaks of the format in the importer's words
  exports dev.gatun.onnx.proto to
      dev.gatun.conformance;

  opens dev.gatun.onnx.proto to
      com.google.protobuf; // the generated messages are read by reflection

  uses dev.gatun.spi.Backend;
}
