package dev.gatun.conformance.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Files that are no models: other formats, and the wire format of protobuf broken by hand.
final class BadBytes {
  private static final String GROUP = "wire";
  private static final String CUT_OFF = "got a field that is cut off";
  private static final byte[] VALID =
      ModelText.model("in x f32[2,3]; y = Abs x; out y").toByteArray();

  private BadBytes() {}

  static List<BadCase> all() {
    List<BadCase> cases = new ArrayList<>();
    formats(cases);
    fields(cases);
    for (int percent = 5; percent < 100; percent += 5) {
      cases.add(
          file(
              "truncated after " + percent + " %",
              percent < 10 ? "it has no graph" : "got a field ",
              Arrays.copyOf(VALID, VALID.length * percent / 100)));
    }
    return cases;
  }

  private static BadCase file(String name, String sentence, byte[] bytes) {
    return BadCase.file(GROUP, name, sentence, bytes);
  }

  private static void formats(List<BadCase> cases) {
    cases.add(file("empty", "got no bytes", new byte[0]));
    cases.add(file("zeros", "got a field number out of range", new byte[64]));
    cases.add(hex("gzip", "got a gzip file", "1f8b0800000000000003"));
    cases.add(hex("zip", "got a zip file", "504b030414000000"));
    cases.add(
        text("HTML", "got an HTML or XML page", "<!DOCTYPE html><html><body>404</body></html>"));
    cases.add(
        text(
            "Git LFS pointer",
            "got a Git LFS pointer",
            "version https://git-lfs.github.com/spec/v1\n"));
    cases.add(text("JSON", "got a JSON text", "{\"ir_version\": 8}"));
    cases.add(text("plain text", "got a text", "this is no model at all"));
    cases.add(hex("PNG", "got a field number out of range", "89504e470d0a1a0a0000000d49484452"));
    cases.add(hex("ELF", "got wire type 7", "7f454c4602010100000000000000"));
    cases.add(hex("class file", "got a field number out of range", "cafebabe00000045"));
    cases.add(hex("NumPy", "got a field number out of range", "934e554d5059010076007b"));
  }

  /// A valid model with more behind it, which is read before anything of the model is looked at.
  private static void fields(List<BadCase> cases) {
    cases.add(behind("field 0", "got a field number out of range", "00"));
    cases.add(behind("field 0 with a length", "got a field number out of range", "0200"));
    cases.add(behind("wire type 6", "got wire type 6", "0e"));
    cases.add(behind("wire type 7", "got wire type 7", "0f"));
    cases.add(behind("end of a group that never began", "got the end of a group", "0c"));
    cases.add(behind("group that never ends", CUT_OFF, "0b"));
    cases.add(behind("tag without a value", CUT_OFF, "08"));
    cases.add(behind("tag that never ends", CUT_OFF, "ffffff"));
    cases.add(behind("varint that never ends", CUT_OFF, "08ffffff"));
    cases.add(
        behind(
            "varint of eleven bytes",
            "got a varint longer than 10 bytes",
            "08ffffffffffffffffffff01"));
    cases.add(behind("length past the end", "got a field of 127 bytes", "3a7f"));
    cases.add(behind("length of 2 GiB", "got a field of 2147483647 bytes", "3affffffff07"));
    cases.add(behind("length of 4 GiB", "got a field of 4294967295 bytes", "3affffffff0f"));
    cases.add(
        behind(
            "length that is negative",
            "got a field of 18446744073709551615 bytes",
            "3affffffffffffffffff01"));
    cases.add(behind("length that never ends", CUT_OFF, "3affffff"));
    cases.add(behind("length missing", CUT_OFF, "3a"));
    cases.add(behind("graph with half a field", CUT_OFF, "3a0112"));
    cases.add(behind("graph as a number", CUT_OFF, "3801" + "3a03080112"));
    cases.add(behind("fixed 64 bits cut short", CUT_OFF, "09010203"));
    cases.add(behind("fixed 32 bits cut short", CUT_OFF, "0d0102"));
    cases.add(behind("node with a broken name", "got a field of 5 bytes", "3a040a021a05"));
    cases.add(
        behind(
            "text behind the model",
            "got a field of 84 bytes",
            HexFormat.of().formatHex("\nThe end".getBytes(StandardCharsets.UTF_8))));
    cases.add(nested("messages nest 40 deep", 40));
    cases.add(nested("messages nest 4000 deep", 4000));
  }

  private static BadCase behind(String name, String sentence, String hex) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(VALID);
    out.writeBytes(HexFormat.of().parseHex(hex));
    return file(name, sentence, out.toByteArray());
  }

  /// A graph in a node's attribute in a graph, and so on.
  private static BadCase nested(String name, int depth) {
    byte[] graph = {};
    for (int i = 0; i < depth; i++) {
      graph = field(1, field(5, field(6, graph))); // GraphProto.node, NodeProto.attribute, .g
    }
    return file(name, "nestingDepth", field(7, graph));
  }

  /// A field with a length.
  static byte[] field(int number, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((number << 3) | 2);
    int length = content.length;
    while (length > 127) {
      out.write((length & 127) | 128);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static BadCase hex(String name, String sentence, String hex) {
    return file(name, sentence, HexFormat.of().parseHex(hex));
  }

  private static BadCase text(String name, String sentence, String text) {
    return file(name, sentence, text.getBytes(StandardCharsets.UTF_8));
  }
}
