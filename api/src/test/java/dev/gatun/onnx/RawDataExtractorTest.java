package dev.gatun.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import dev.gatun.LimitExceededException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.ModelFormatException;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.SparseTensorProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.TensorProto.RawCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawDataExtractorTest {
  private static final int WIDTH = 200;

  @TempDir Path folder;

  /// Raw data of WIDTH bytes, all the same.
  private static TensorProto tensor(int fill) {
    byte[] data = new byte[WIDTH];
    Arrays.fill(data, (byte) fill);
    return Onnx.raw("t" + fill, Onnx.FLOAT, data, WIDTH / 4).build();
  }

  private static ModelProto parse(byte[] bytes) {
    return WireFormat.parse(ByteBuffer.wrap(bytes), Limits.defaults());
  }

  private static void assertTakenOut(byte[] model, int fill, TensorProto tensor) {
    assertEquals(RawCase.RAW_PLACE, tensor.getRawCase());
    MemorySegment data =
        RawDataExtractor.slice(MemorySegment.ofArray(model), tensor.getRawPlace(), "t");
    byte[] expected = new byte[WIDTH];
    Arrays.fill(expected, (byte) fill);
    assertArrayEquals(expected, data.toArray(ValueLayout.JAVA_BYTE));
    assertEquals(
        tensor(fill).toBuilder().clearRaw().build(), tensor.toBuilder().clearRaw().build());
  }

  @Test
  void findsTensorsWhereverTheyAre() {
    SparseTensorProto sparse =
        SparseTensorProto.newBuilder().setValues(tensor(2)).setIndices(tensor(3)).build();
    NodeProto node =
        Onnx.node("Op", "x", "y")
            .addAttribute(Onnx.attr("t", tensor(4)))
            .addAttribute(AttributeProto.newBuilder().setName("s").setSparseTensor(sparse))
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("g")
                    .setG(Onnx.graph().addInitializer(tensor(5)))
                    .addGraphs(Onnx.graph().addInitializer(tensor(6))))
            .build();
    var graph =
        Onnx.graph("x").addInitializer(tensor(1)).addSparseInitializer(sparse).addNode(node);
    byte[] bytes =
        Onnx.model(13, graph)
            .addFunctions(FunctionProto.newBuilder().setName("F").addNode(node))
            .build()
            .toByteArray();

    ModelProto model = parse(bytes);
    assertTakenOut(bytes, 1, model.getGraph().getInitializer(0));
    assertTakenOut(bytes, 2, model.getGraph().getSparseInitializer(0).getValues());
    assertTakenOut(bytes, 3, model.getGraph().getSparseInitializer(0).getIndices());
    for (NodeProto n : List.of(model.getGraph().getNode(0), model.getFunctions(0).getNode(0))) {
      assertTakenOut(bytes, 4, n.getAttribute(0).getT());
      assertTakenOut(bytes, 2, n.getAttribute(1).getSparseTensor().getValues());
      assertTakenOut(bytes, 5, n.getAttribute(2).getG().getInitializer(0));
      assertTakenOut(bytes, 6, n.getAttribute(2).getGraphs(0).getInitializer(0));
    }
    assertTrue(RawDataExtractor.compact(ByteBuffer.wrap(bytes), Limits.defaults()).limit() < 700);
  }

  @Test
  void leavesTheRestAsItIs() throws IOException {
    byte[] small = new byte[RawDataExtractor.LONGEST_KEPT];
    UnknownFieldSet.Field text =
        UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("?")).build();
    UnknownFieldSet inside = UnknownFieldSet.newBuilder().addField(7, text).build();
    UnknownFieldSet.Field group = UnknownFieldSet.Field.newBuilder().addGroup(inside).build();
    ModelProto model =
        Onnx.model(
                13,
                Onnx.graph("x")
                    .addInitializer(Onnx.raw("s", Onnx.FLOAT, small, 16))
                    .addInitializer(Onnx.floats("f", 1, 2, 3))
                    .addNode(Onnx.node("Relu", "x", "y").addAttribute(Onnx.list("l", 1L, -1L))))
            .build();
    ModelProto strange =
        model.toBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder().addField(900, text).addField(901, group).build())
            .build();
    assertEquals(model, parse(model.toByteArray()));
    assertEquals(model, parse(strange.toByteArray()), "unknown fields are left out");
  }

  @Test
  void placesInAFileAreNotBelieved() {
    TensorProto.Builder liar = Onnx.tensor("k", Onnx.FLOAT, 1).setRawPlace(4);
    ModelProto.Builder model =
        Onnx.model(13, Onnx.graph("x").addInitializer(liar).addNode(Onnx.node("Add", "x k", "y")));
    ModelProto parsed = parse(model.build().toByteArray());
    assertEquals(RawCase.RAW_NOT_SET, parsed.getGraph().getInitializer(0).getRawCase());
    var e = assertThrows(ModelFormatException.class, () -> Onnx.load(model));
    assertTrue(e.getMessage().contains("got 0 elements"), e.getMessage());
    e =
        assertThrows(
            ModelFormatException.class,
            () ->
                TensorMessages.read(
                    ByteBuffer.wrap(liar.build().toByteArray()), Limits.defaults(), "t"));
    assertEquals(
        "t: got raw data of 4 bytes at offset 0, required a place within 0 bytes", e.getMessage());
  }

  @Test
  void theLastOfSeveralRawDataCounts() {
    byte[] one = {1, 0, 0, 0};
    for (boolean longOneLast : new boolean[] {false, true}) {
      List<AttributeProto> parts =
          Arrays.asList(
              Onnx.attr("v", tensor(2)), Onnx.attr("v", Onnx.raw("s", Onnx.INT32, one).build()));
      if (longOneLast) {
        Collections.reverse(parts);
      }
      ByteString twice = parts.get(0).toByteString().concat(parts.get(1).toByteString());
      UnknownFieldSet.Field attribute =
          UnknownFieldSet.Field.newBuilder().addLengthDelimited(twice).build();
      NodeProto node =
          NodeProto.newBuilder()
              .setUnknownFields(
                  UnknownFieldSet.newBuilder()
                      .addField(NodeProto.ATTRIBUTE_FIELD_NUMBER, attribute)
                      .build())
              .build();
      ModelProto model = parse(Onnx.model(13, Onnx.graph().addNode(node)).build().toByteArray());
      assertEquals(
          longOneLast ? RawCase.RAW_PLACE : RawCase.RAW_DATA,
          model.getGraph().getNode(0).getAttribute(0).getT().getRawCase());
    }
  }

  private static void refused(String expected, int... bytes) {
    ByteBuffer model = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      model.put(i, (byte) bytes[i]);
    }
    var e =
        assertThrows(
            ModelFormatException.class, () -> RawDataExtractor.compact(model, Limits.defaults()));
    assertEquals(expected, e.getMessage());
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    refused("got a field that is cut off at offset 2, where its message ends", 8, 0x80);
    refused("got a field that is cut off at offset 5, where its message ends", 0x3a, 3, 0x0d, 0, 0);
    refused("got a field of 4 bytes at offset 1, where 1 bytes are left", 0x3a, 4, 0);
    refused("got a field number out of range at offset 0, required 1 to 2^29 - 1", 0);
    refused(
        "got a field number out of range at offset 0, required 1 to 2^29 - 1",
        0xff,
        0xff,
        0xff,
        0xff,
        0x7f);
    refused(
        "got a varint longer than 10 bytes at offset 1",
        8,
        0xff,
        0xff,
        0xff,
        0xff,
        0xff,
        0xff,
        0xff,
        0xff,
        0xff,
        0xff,
        1);
    refused("got wire type 6 before offset 1, required 0 to 5", 0x0e);
    refused("got the end of a group before offset 1, where none is open", 0x0c);
    refused("got the end of group 1 before offset 2, required that of group 2", 0x13, 0x0c);
  }

  @Test
  void nestingHasALimit() {
    byte[] groups = new byte[40];
    Arrays.fill(groups, (byte) 0x0b);
    var e =
        assertThrows(
            LimitExceededException.class,
            () -> RawDataExtractor.compact(ByteBuffer.wrap(groups), Limits.defaults()));
    assertEquals("got messages nested deeper than Limits.nestingDepth, 32", e.getMessage());
  }

  // where weights are

  /// Adds `w` of the given number of bytes to `x`.
  private static byte[] addition(int bytes) {
    return Onnx.model(
            13,
            Onnx.graph("x")
                .addInitializer(Onnx.zeros("w", bytes / 4))
                .addNode(Onnx.node("Add", "x w", "y")))
        .build()
        .toByteArray();
  }

  @Test
  void weightsOfAnArrayAreThatArray() {
    byte[] bytes = addition(WIDTH);
    ByteBuffer inTheMiddle = ByteBuffer.allocate(bytes.length + 9).position(4);
    inTheMiddle.put(4, bytes).limit(4 + bytes.length);
    Model model = Model.parse(inTheMiddle.slice(), LoadOptions.defaults());
    Model middle = Model.parse(inTheMiddle.asReadOnlyBuffer(), LoadOptions.defaults());
    Arrays.fill(inTheMiddle.array(), (byte) 1);
    for (Model read : List.of(model, middle)) {
      MemorySegment weights = read.graph().constant("w").data();
      assertTrue(weights.isReadOnly());
      assertEquals(0x01010101, weights.get(ValueLayout.JAVA_INT_UNALIGNED, WIDTH - 4));
    }
  }

  /// A model file with a hole of zeros for weights, which takes no room on most disks. The second
  /// `graph` field is merged into the first.
  private Path writeAddition(int bytes) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    Onnx.model(13, Onnx.graph("x").addNode(Onnx.node("Add", "x w", "y"))).build().writeTo(head);
    TensorProto empty = Onnx.tensor("w", Onnx.FLOAT, bytes / 4).build();
    int raw = CodedOutputStream.computeUInt32SizeNoTag(bytes) + 1 + bytes;
    int tensor = empty.getSerializedSize() + raw;
    int graph = CodedOutputStream.computeUInt32SizeNoTag(tensor) + 1 + tensor;
    CodedOutputStream out = CodedOutputStream.newInstance(head);
    out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireReader.DELIMITED);
    out.writeUInt32NoTag(graph);
    out.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireReader.DELIMITED);
    out.writeUInt32NoTag(tensor);
    empty.writeTo(out);
    out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireReader.DELIMITED);
    out.writeUInt32NoTag(bytes);
    out.flush();
    Path file = Files.write(folder.resolve("large.onnx"), head.toByteArray());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {64}), (long) head.size() + bytes - 1);
    }
    return file;
  }

  /// What this thread ever allocated, asked by reflection because the API's module, which the tests
  /// are compiled into, does not read the management modules.
  private static long allocatedBytes() throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    return (long)
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes")
            .invoke(threads);
  }

  @Test
  void weightsOfAFileStayInIt() throws Exception {
    Model.load(Files.write(folder.resolve("small.onnx"), addition(WIDTH))); // loads classes
    int size = 64 << 20;
    Path file = writeAddition(size);

    long before = allocatedBytes();
    Model model = Model.load(file);
    long allocated = allocatedBytes() - before;

    MemorySegment weights = model.graph().constant("w").data();
    assertEquals(size, weights.byteSize());
    assertEquals(2, model.graph().constant("w").getDouble(size / 4 - 1));
    assertTrue(weights.isNative() && weights.isReadOnly());
    assertFalse(weights.heapBase().isPresent());
    assertTrue(allocated < 1 << 20, allocated + " bytes allocated");
  }
}
