package dev.gatun.conformance.hostile;

import dev.gatun.GatunException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Paths that lead to no model: files of other formats, huge and empty ones, what is no file at
/// all.
final class BadModelFiles {
  private static final String GROUP = "model files";
  private static final String FILE = "model.onnx";
  private static final byte[] VALID =
      ModelText.model("in x f32[2,3]; y = Abs x; out y").toByteArray();

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html><head><title>Rate limit exceeded</title></head><body>Try again later.</body></html>
      """;
  private static final String POINTER =
      """
      version https://git-lfs.github.com/spec/v1
      oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
      size 102442450
      """;

  private BadModelFiles() {}

  static List<BadCase> all() {
    List<BadCase> cases = new ArrayList<>();
    contents(cases);
    sizes(cases);
    if (CaseFolder.isUnix()) {
      special(cases);
    }
    return cases;
  }

  /// What a case puts where the model should be.
  @FunctionalInterface
  private interface Setup {
    void make(CaseFolder folder) throws IOException;
  }

  private static BadCase file(String name, String sentence, Limits limits, Setup setup) {
    return new BadCase(
        GROUP,
        name,
        sentence,
        backend ->
            CaseFolder.with(folder -> {
              setup.make(folder);
              load(folder.at(FILE), limits);
            }));
  }

  /// Loads a file, and requires that what refuses it names it.
  private static void load(Path file, Limits limits) {
    try {
      Model.load(file, LoadOptions.defaults().withLimits(limits));
    } catch (GatunException e) {
      if (!String.valueOf(e.getMessage()).startsWith(file + ": ")) {
        throw new IllegalStateException(
            "got \"" + e.getMessage() + "\", required a sentence that begins with the file", e);
      }
      throw e;
    }
  }

  private static BadCase content(String name, String sentence, byte[] content) {
    return file(name, sentence, Limits.defaults(), folder -> folder.write(FILE, content));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void contents(List<BadCase> cases) {
    cases.add(content("empty file", "an empty file", new byte[0]));
    cases.add(content("gzip file of a model", "a gzip file", packed(BadModelFiles::gzip)));
    cases.add(content("zip file of a model", "a zip file", packed(BadModelFiles::zip)));
    cases.add(content("HTML page", "an HTML or XML page", text(PAGE)));
    cases.add(
        content("XML document", "an HTML or XML page", text("<?xml version=\"1.0\"?><net/>")));
    cases.add(content("Git LFS pointer file", "a Git LFS pointer", text(POINTER)));
    cases.add(content("JSON file", "a JSON text", text("{\"error\": \"not found\"}")));
    cases.add(content("text file", "a text", text("Not found\n")));
    cases.add(
        content(
            "HDF5 file",
            "an HDF5 file",
            "\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1)));
    cases.add(content("one byte", "damaged or not an ONNX model", new byte[] {8}));
    cases.add(content("zeros", "damaged or not an ONNX model", new byte[1 << 16]));
    cases.add(content("model cut in half", "damaged", Arrays.copyOf(VALID, VALID.length / 2)));
    cases.add(
        content("model with zeros behind it", "damaged", Arrays.copyOf(VALID, VALID.length + 512)));
  }

  private static void sizes(List<BadCase> cases) {
    Limits usual = Limits.defaults();
    Limits large = usual.withFileBytes(1L << 40);
    cases.add(
        file(
            "file over the default limit",
            "Limits.fileBytes",
            usual,
            folder -> folder.sparse(FILE, usual.fileBytes() + 1)));
    cases.add(
        file(
            "file over 2 GiB, which the caller allows",
            "less than 2 GiB",
            large,
            folder -> folder.sparse(FILE, 1L << 31)));
    cases.add(
        file(
            "file of 4 GiB and 8 bytes, which the caller allows",
            "less than 2 GiB",
            large,
            folder -> folder.sparse(FILE, (1L << 32) + 8)));
    cases.add(
        file(
            "file one byte over a small limit",
            "Limits.fileBytes",
            usual.withFileBytes(VALID.length - 1),
            folder -> folder.write(FILE, VALID)));
    cases.add(file("missing file", "no file there", usual, folder -> {}));
    cases.add(
        file("folder", "got a folder", usual, folder -> Files.createDirectory(folder.at(FILE))));
  }

  private static void special(List<BadCase> cases) {
    Limits usual = Limits.defaults();
    String special = "not a regular file";
    cases.add(file("pipe", special, usual, folder -> folder.pipe(FILE)));
    cases.add(
        file(
            "link to a pipe",
            special,
            usual,
            folder -> Files.createSymbolicLink(folder.at(FILE), folder.pipe("p"))));
    cases.add(
        file(
            "link to nothing",
            "no file there",
            usual,
            folder -> Files.createSymbolicLink(folder.at(FILE), folder.at("nothing"))));
    cases.add(
        file(
            "link to itself",
            "no file there",
            usual,
            folder -> Files.createSymbolicLink(folder.at(FILE), folder.at(FILE))));
    cases.add(
        file(
            "link to a folder",
            "got a folder",
            usual,
            folder -> Files.createSymbolicLink(folder.at(FILE), folder.path())));
    for (String device : List.of("zero", "null", "random")) {
      cases.add(
          new BadCase(
              GROUP, "device " + device, special, backend -> load(Path.of("/dev", device), usual)));
    }
  }

  /// A format that holds other files.
  @FunctionalInterface
  private interface Format {
    void write(OutputStream out) throws IOException;
  }

  private static byte[] packed(Format format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.write(out);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory fails", e);
    }
    return out.toByteArray();
  }

  private static void gzip(OutputStream out) throws IOException {
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(VALID);
    }
  }

  private static void zip(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(FILE));
      zip.write(VALID);
    }
  }
}
