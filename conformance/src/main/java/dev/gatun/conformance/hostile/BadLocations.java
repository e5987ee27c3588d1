package dev.gatun.conformance.hostile;

import dev.gatun.GatunException;
import dev.gatun.Limits;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Models whose weights lie elsewhere: in a folder that the caller allowed, with good and bad files
/// in it, and in none.
///
/// ```text
/// root/sub/weights.bin    16 bytes, of which a tensor wants 12
/// root/…                  what a case puts there
/// secret.bin              beside the root
/// ```
final class BadLocations {
  private static final String GROUP = "external data";
  private static final String GOOD = "sub/weights.bin";
  private static final int LONG_NAME = 5000;
  private static final int LONGEST_SENTENCE = 1000;

  private BadLocations() {}

  static List<BadCase> all() {
    List<BadCase> cases = new ArrayList<>();
    locations(cases);
    places(cases);
    files(cases);
    roots(cases);
    if (CaseFolder.isUnix()) {
      links(cases);
      special(cases);
    }
    return cases;
  }

  /// What a case puts into the root.
  @FunctionalInterface
  private interface Setup {
    void make(CaseFolder folder, Path root) throws IOException;
  }

  private static BadCase with(String name, String sentence, String location, Setup setup) {
    return new BadCase(
        GROUP,
        name,
        sentence,
        backend ->
            CaseFolder.with(folder -> {
              Path root = furnish(folder);
              setup.make(folder, root);
              load("'" + location.replace("ROOT", root.toString()) + "'", root);
            }));
  }

  private static Path furnish(CaseFolder folder) throws IOException {
    folder.write("root/" + GOOD, new byte[16]);
    folder.write("secret.bin", new byte[16]);
    return folder.at("root");
  }

  /// Loads a model with external data, and looks at what refuses it: the tensor's name must be in
  /// the sentence, and a long location must not.
  private static void load(String external, Path root) {
    try {
      Model.parse(ByteBuffer.wrap(model(external)), LoadOptions.defaults().withExternalData(root));
    } catch (GatunException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.contains("'k'") || message.length() > LONGEST_SENTENCE) {
        throw new IllegalStateException(
            "got \"" + message + "\", required a short sentence that names 'k'", e);
      }
      throw e;
    }
  }

  private static byte[] model(String external) {
    return ModelText.model("in x f32[3]; external k f32[3] " + external + "; y = Add x,k; out y")
        .toByteArray();
  }

  private static BadCase at(String name, String sentence, String location) {
    return with("at " + name, sentence, location, (_, _) -> {});
  }

  private static void locations(List<BadCase> cases) {
    String parent = "'..'";
    cases.add(at("the parent of an inner folder's parent", parent, "sub/../../secret.bin"));
    cases.add(at("'..' that stays inside", parent, "sub/../sub/weights.bin"));
    cases.add(at("'..' with backslashes", parent, "..\\secret.bin"));
    cases.add(at("'..' with both slashes", parent, "sub\\../..\\secret.bin"));
    cases.add(at("'..' at the end", parent, "sub/.."));
    cases.add(at("an absolute path into the root", "absolute", "ROOT/" + GOOD));
    cases.add(at("an absolute path with backslashes", "absolute", "\\Windows\\win.ini"));
    cases.add(at("a share", "absolute", "\\\\host\\share\\weights.bin"));
    cases.add(at("a drive", "drive", "C:\\weights.bin"));
    cases.add(at("a drive without a slash", "drive", "c:weights.bin"));
    cases.add(at("a drive with a slash", "drive", "d:/weights.bin"));
    cases.add(at("NUL at the end", "NUL", GOOD + "\0"));
    cases.add(at("NUL before an ending", "NUL", GOOD + "\0.txt"));
    cases.add(at("a folder", "not a regular file", "sub"));
    cases.add(at("a folder with a slash", "not a regular file", "sub/"));
    cases.add(at("the root itself", "not a regular file", "./."));
    String missing = "cannot be found";
    cases.add(at("a file taken for a folder", missing, GOOD + "/weights.bin"));
    cases.add(at("a blank", missing, " "));
    cases.add(at("a line feed", missing, "weights\n.bin"));
    cases.add(at("an address of a file", missing, "file:///etc/hostname"));
    cases.add(at("an address on the web", missing, "https://example.org/weights.bin"));
    cases.add(at("'..' in percent signs", missing, "%2e%2e/secret.bin"));
    cases.add(at("a variable", missing, "$HOME/weights.bin"));
    cases.add(at("a long name", missing, "n".repeat(LONG_NAME)));
    cases.add(at("a long path", missing, "n/".repeat(LONG_NAME)));
  }

  private static BadCase place(String name, String sentence, String place) {
    return new BadCase(
        GROUP,
        "with " + name,
        sentence,
        backend -> CaseFolder.with(folder -> load(GOOD + " " + place, furnish(folder))));
  }

  private static void places(List<BadCase> cases) {
    cases.add(place("offset negative", "offset '-4'", "-4"));
    cases.add(place("offset smallest", "offset '-9", Long.toString(Long.MIN_VALUE)));
    cases.add(place("offset largest", "at offset 92", Long.toString(Long.MAX_VALUE)));
    cases.add(place("offset beyond long", "offset '92", "9223372036854775808"));
    cases.add(place("offset a fraction", "offset '1.5'", "1.5"));
    cases.add(place("offset with an exponent", "offset '1e3'", "1e3"));
    cases.add(place("offset in hexadecimal", "offset '0x4'", "0x4"));
    cases.add(place("offset a word", "offset 'four'", "four"));
    cases.add(place("offset empty", "offset ''", "''"));
    cases.add(place("offset at the end", "at offset 16", "16"));
    cases.add(place("offset past the end", "at offset 17", "17"));
    cases.add(place("offset that leaves too little", "at offset 5", "5 12"));
    cases.add(
        place("offset that overflows with the length", "at offset 92", "9223372036854775800"));
    cases.add(place("length 0", "of 0 bytes, required 12", "0 0"));
    cases.add(place("length too small", "of 8 bytes, required 12", "0 8"));
    cases.add(place("length too large", "of 16 bytes, required 12", "0 16"));
    cases.add(place("length negative", "length '-12'", "0 -12"));
    cases.add(place("length beyond long", "length '92", "0 9223372036854775808"));
    cases.add(place("length a word", "length 'all'", "0 all"));
  }

  private static void files(List<BadCase> cases) {
    cases.add(
        with(
            "in an empty file",
            "of 0 bytes",
            "e",
            (_, root) -> Files.createFile(root.resolve("e"))));
    cases.add(
        with(
            "in a short file",
            "of 11 bytes",
            "s",
            (_, root) -> Files.write(root.resolve("s"), new byte[11])));
    cases.add(
        with(
            "in a file over the limit",
            "Limits.fileBytes",
            "large",
            (folder, _) -> folder.sparse("root/large", Limits.defaults().fileBytes() + 1)));
    cases.add(
        with(
            "in a file that went away",
            "cannot be found",
            GOOD,
            (_, root) -> Files.delete(root.resolve(GOOD))));
  }

  private static void roots(List<BadCase> cases) {
    for (String location : List.of(GOOD, "../secret.bin", "/etc/hostname", "C:\\weights.bin")) {
      cases.add(
          new BadCase(
              GROUP,
              "without a root at " + location,
              "withExternalData",
              backend -> Model.parse(model("'" + location + "'"))));
    }
    cases.add(root("that is missing", "cannot be found", "nowhere"));
    cases.add(root("that is a file", "cannot be found", "secret.bin"));
  }

  private static BadCase root(String name, String sentence, String root) {
    return new BadCase(
        GROUP,
        "with a root " + name,
        sentence,
        backend ->
            CaseFolder.with(folder -> {
              furnish(folder);
              load(GOOD, folder.at(root));
            }));
  }

  private static BadCase link(String name, String sentence, String location, Setup setup) {
    return with("behind " + name, sentence, location, setup);
  }

  private static void links(List<BadCase> cases) {
    String out = "leads out";
    cases.add(
        link(
            "a link to a file outside",
            out,
            "l",
            (folder, root) ->
                Files.createSymbolicLink(root.resolve("l"), folder.at("secret.bin"))));
    cases.add(
        link(
            "a relative link to a file outside",
            out,
            "l",
            (_, root) -> Files.createSymbolicLink(root.resolve("l"), Path.of("../secret.bin"))));
    cases.add(
        link(
            "a link to a folder outside",
            out,
            "l/secret.bin",
            (folder, root) -> Files.createSymbolicLink(root.resolve("l"), folder.path())));
    cases.add(
        link(
            "a link to a link to a file outside",
            out,
            "l",
            (folder, root) -> {
              Files.createSymbolicLink(root.resolve("m"), folder.at("secret.bin"));
              Files.createSymbolicLink(root.resolve("l"), root.resolve("m"));
            }));
    cases.add(
        link(
            "a link to a folder whose name begins as the root's",
            out,
            "l",
            (folder, root) -> {
              folder.write("root2/weights.bin", new byte[16]);
              Files.createSymbolicLink(root.resolve("l"), folder.at("root2/weights.bin"));
            }));
    cases.add(
        link(
            "a link to nothing",
            "cannot be found",
            "l",
            (_, root) -> Files.createSymbolicLink(root.resolve("l"), root.resolve("nothing"))));
    cases.add(
        link(
            "a link to itself",
            "cannot be found",
            "l",
            (_, root) -> Files.createSymbolicLink(root.resolve("l"), root.resolve("l"))));
    cases.add(
        link(
            "a hard link to a file outside",
            "hard link",
            "l",
            (folder, root) -> Files.createLink(root.resolve("l"), folder.at("secret.bin"))));
    cases.add(
        link(
            "a hard link to a file inside",
            "hard link",
            "l",
            (_, root) -> Files.createLink(root.resolve("l"), root.resolve(GOOD))));
    cases.add(
        link(
            "a link to a device",
            out,
            "l",
            (_, root) -> Files.createSymbolicLink(root.resolve("l"), Path.of("/dev/zero"))));
    cases.add(
        link(
            "a link to a pipe inside",
            "not a regular file",
            "l",
            (folder, root) -> Files.createSymbolicLink(root.resolve("l"), folder.pipe("root/p"))));
  }

  private static void special(List<BadCase> cases) {
    String special = "not a regular file";
    cases.add(with("in a pipe", special, "p", (folder, _) -> folder.pipe("root/p")));
    for (String device : List.of("zero", "null", "random")) {
      cases.add(
          new BadCase(
              GROUP, "in the device " + device, special, backend -> load(device, Path.of("/dev"))));
    }
    if (Files.exists(Path.of("/proc/self/environ"))) {
      cases.add(
          new BadCase(
              GROUP,
              "in a file of the system that has no size",
              "of 0 bytes",
              backend -> load("environ", Path.of("/proc/self"))));
    }
  }
}
