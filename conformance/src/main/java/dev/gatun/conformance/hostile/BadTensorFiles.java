package dev.gatun.conformance.hostile;

import com.google.protobuf.ByteString;
import dev.gatun.DType;
import dev.gatun.GatunException;
import dev.gatun.TensorFiles;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.proto.StringStringEntryProto;
import dev.gatun.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Tensor files that are damaged, contradict themselves, or are no files.
final class BadTensorFiles {
  private static final String GROUP = "tensor files";
  private static final int FLOAT = 1;
  private static final int VERSION_PLACE = 6;

  private BadTensorFiles() {}

  static List<BadCase> all() {
    List<BadCase> cases = new ArrayList<>();
    messages(cases);
    arrays(cases);
    bare(cases);
    paths(cases);
    return cases;
  }

  /// What a case puts where the tensor should be.
  @FunctionalInterface
  private interface Setup {
    void make(CaseFolder folder, Path file) throws IOException;
  }

  private static BadCase file(
      String name, String sentence, String file, TensorType type, Setup setup) {
    return new BadCase(
        GROUP,
        name,
        sentence,
        backend ->
            CaseFolder.with(folder -> {
              setup.make(folder, folder.at(file));
              read(folder.at(file), type);
            }));
  }

  private static BadCase file(String name, String sentence, String file, Setup setup) {
    return file(name, sentence, file, floats(3), setup);
  }

  private static TensorType floats(long... dims) {
    return new TensorType(
        DType.FLOAT32,
        Arrays.stream(dims).mapToObj(d -> d < 0 ? Dim.UNKNOWN : (Dim) new Dim.Known(d)).toList());
  }

  private static void read(Path file, TensorType type) {
    try {
      TensorFiles.read(file, type);
    } catch (GatunException e) {
      if (!String.valueOf(e.getMessage()).startsWith(file.getFileName() + ": ")) {
        throw new IllegalStateException(
            "got \"" + e.getMessage() + "\", required a sentence that begins with the file", e);
      }
      throw e;
    }
  }

  // .pb

  private static BadCase message(
      String name, String sentence, UnaryOperator<TensorProto.Builder> change) {
    TensorProto.Builder good =
        TensorProto.newBuilder()
            .setDataType(FLOAT)
            .addDims(3)
            .setRawData(ByteString.copyFrom(new byte[12]));
    byte[] bytes = change.apply(good).build().toByteArray();
    return file("message with " + name, sentence, "x.pb", (_, file) -> Files.write(file, bytes));
  }

  private static void messages(List<BadCase> cases) {
    cases.add(message("no type", "type", TensorProto.Builder::clearDataType));
    cases.add(message("an unknown type", "99", t -> t.setDataType(99)));
    cases.add(message("strings", "STRING", t -> t.setDataType(8)));
    cases.add(message("complex numbers", "COMPLEX64", t -> t.setDataType(14)));
    cases.add(message("no data", "0 elements", TensorProto.Builder::clearRawData));
    cases.add(message("too little data", "12 bytes", t -> t.setDims(0, 4)));
    cases.add(message("too much data", "12 bytes", t -> t.setDims(0, 2)));
    cases.add(message("a negative extent", "-3", t -> t.setDims(0, -3)));
    cases.add(message("a huge extent", "tensorElements", t -> t.setDims(0, 1L << 40)));
    cases.add(
        message(
            "a size that overflows to 12 bytes",
            "overflow",
            t -> t.setDims(0, (1L << 62) + 3).addDims(1L << 2)));
    cases.add(
        message(
            "17 axes",
            "Limits.rank",
            t -> {
              for (int i = 0; i < 16; i++) {
                t.addDims(1);
              }
              return t;
            }));
    cases.add(message("a segment", "segments", t -> t.setSegment(ByteString.EMPTY)));
    cases.add(
        message(
            "external data",
            "external data",
            t ->
                t.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("w.bin"))));
    cases.add(
        message("numbers of another type", "0 elements", t -> t.clearRawData().addInt64Data(1)));
    cases.add(content("empty message", "type", "x.pb", new byte[0]));
    cases.add(content("message cut off", "damaged", "x.pb", new byte[] {8, 1, 74, 12, 0}));
    cases.add(content("array named as a message", "damaged", "x.pb", array("'<f4'", "(3,)", 12)));
  }

  // .npy

  private static BadCase content(String name, String sentence, String file, byte[] content) {
    return file(name, sentence, file, (_, path) -> Files.write(path, content));
  }

  private static byte[] array(String type, String shape, int bytes) {
    return array(
        "{'descr': " + type + ", 'fortran_order': False, 'shape': " + shape + ", }\n", bytes);
  }

  private static byte[] array(String header, int bytes) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file = ByteBuffer.allocate(10 + text.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    return file.putShort((short) text.length).put(text).array();
  }

  private static BadCase array(String name, String sentence, String type, String shape) {
    return content("array with " + name, sentence, "x.npy", array(type, shape, 12));
  }

  private static void arrays(List<BadCase> cases) {
    byte[] good = array("'<f4'", "(3,)", 12);
    String begins = "does not begin";
    cases.add(content("empty array file", begins, "x.npy", new byte[0]));
    cases.add(content("array cut in its magic", begins, "x.npy", Arrays.copyOf(good, 5)));
    cases.add(content("array cut in its version", begins, "x.npy", Arrays.copyOf(good, 8)));
    cases.add(content("array cut in its header", "a header of", "x.npy", Arrays.copyOf(good, 30)));
    cases.add(
        content("archive of arrays", begins, "x.npy", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0}));
    for (byte version : new byte[] {0, 4, -1}) {
      byte[] other = good.clone();
      other[VERSION_PLACE] = version;
      cases.add(content("array of version " + version, "version " + version, "x.npy", other));
    }
    byte[] longHeader = good.clone();
    longHeader[VERSION_PLACE] = 2;
    cases.add(content("array with a header of 2 GiB", "a header of", "x.npy", longHeader));
    cases.add(array("big-endian numbers", "'>f4'", "'>f4'", "(3,)"));
    cases.add(array("objects", "'|O'", "'|O'", "(3,)"));
    cases.add(array("texts", "'<U1'", "'<U1'", "(3,)"));
    cases.add(array("complex numbers", "'<c8'", "'<c8'", "(3,)"));
    cases.add(array("records", "no valid 'descr'", "[('a', '<f4')]", "(3,)"));
    cases.add(array("too few elements", "12 bytes", "'<f4'", "(4,)"));
    cases.add(array("too many elements", "12 bytes", "'<f4'", "(2,)"));
    cases.add(array("a negative extent", "no valid 'shape'", "'<f4'", "(-3,)"));
    cases.add(array("an extent that is no number", "no valid 'shape'", "'<f4'", "(n,)"));
    cases.add(array("no shape", "no valid 'shape'", "'<f4'", "None"));
    cases.add(array("a size that overflows", "overflow", "'<f4'", "(4294967296, 4294967296)"));
    cases.add(array("an extent beyond long", "x.npy", "'<f4'", "(9223372036854775811,)"));
    cases.add(array("17 axes", "rank", "'<f4'", "(3" + ", 1".repeat(16) + ")"));
    cases.add(
        content(
            "array in Fortran's order",
            "Fortran order",
            "x.npy",
            array("{'descr': '<f4', 'fortran_order': True, 'shape': (3, 1), }", 12)));
    cases.add(content("array without a header", "no valid 'descr'", "x.npy", array("", 12)));
  }

  // .bin

  private static BadCase bare(String name, String sentence, int bytes, long... dims) {
    return file(
        "bare elements: " + name,
        sentence,
        "x.bin",
        floats(dims),
        (_, file) -> Files.write(file, new byte[bytes]));
  }

  private static void bare(List<BadCase> cases) {
    cases.add(bare("too few", "got 8 bytes", 8, 3));
    cases.add(bare("too many", "got 16 bytes", 16, 3));
    cases.add(bare("none", "got 0 bytes", 0, 3));
    cases.add(bare("half of one", "got 6 bytes", 6, -1));
    cases.add(bare("two unknown extents", "at most one unknown", 12, -1, -1));
    cases.add(bare("a size that overflows", "63 bits", 12, 1L << 40, 1L << 40));
    cases.add(bare("a size that overflows beside an unknown extent", "63 bits", 12, -1, 1L << 62));
    cases.add(bare("some where an extent is 0", "got 12 bytes", 12, -1, 0));
  }

  // what is no file

  private static void paths(List<BadCase> cases) {
    cases.add(file("missing file", "cannot be read", "x.pb", (_, _) -> {}));
    cases.add(file("folder", "a folder", "x.npy", (_, file) -> Files.createDirectory(file)));
    cases.add(content("unknown ending", "ends in .pb, .npy or .bin", "x.txt", new byte[12]));
    cases.add(content("no ending", "ends in .pb, .npy or .bin", "x", new byte[12]));
    cases.add(
        file(
            "file over 2 GiB",
            "are allowed",
            "x.npy",
            (folder, _) -> folder.sparse("x.npy", (1L << 31) + 1)));
    if (CaseFolder.isUnix()) {
      String special = "not a regular file";
      cases.add(file("pipe", special, "x.pb", (folder, _) -> folder.pipe("x.pb")));
      for (String device : List.of("zero", "null")) {
        cases.add(
            file(
                "link to the device " + device,
                special,
                "x.bin",
                (_, file) -> Files.createSymbolicLink(file, Path.of("/dev", device))));
      }
      cases.add(
          file(
              "link to itself",
              "cannot be read",
              "x.bin",
              (_, file) -> Files.createSymbolicLink(file, file)));
    }
  }
}
