/** What a user of Gatun imports, and what a backend implements. */
@SuppressWarnings("requires-automatic") // protobuf-java has no module descriptor
module dev.gatun.api {
  requires com.google.protobuf;
  requires static transitive java.desktop;
  requires static transitive org.jspecify;

  exports dev.gatun;
  exports dev.gatun.graph;
  exports dev.gatun.op;
  exports dev.gatun.spi;

  opens dev.gatun.onnx.proto to
      com.google.protobuf; // the generated messages are read by reflection

  uses dev.gatun.spi.Backend;
}
