package dev.gatun.kernels.opencl.tune;

import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.device.Digest;
import dev.gatun.kernels.opencl.device.PrivateFolder;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The shaping that a search found for a device, in a file of the user's folder of programs. Plain
/// text, a `key=value` on each line:
///
/// ```
/// format=1
/// platform=Portable Computing Language
/// device=pthread-haswell-AMD EPYC
/// driver=3.1
/// vector=8
/// pixels=6
/// tiles=6x2 8x1 1x4
/// winograd=where-it-pays
/// roundBytes=8388608
/// ```
///
/// A tile is pixels × vectors, or `shared`; `winograd` is `where-it-pays` or `never`. A file with
/// anything else, too much or too little is ignored.
public final class TuningFile {
  private static final System.Logger LOG = System.getLogger("dev.gatun.kernels.opencl.TuningFile");
  private static final String FORMAT = "1";
  private static final int LARGEST = 4096;
  private static final String PAYS = "where-it-pays";
  private static final String NEVER = "never";

  private final @Nullable PrivateFolder folder;
  private final DeviceInfo info;
  private final String name;

  /// The file of a device.
  ///
  /// @param folder where it is, or null: then there is none
  /// @param info of the device
  public TuningFile(@Nullable PrivateFolder folder, DeviceInfo info) {
    this.folder = folder;
    this.info = info;
    name = "tuning-" + Digest.of(info.platform(), info.name(), info.driver()) + ".properties";
  }

  /// {@return where it is, or `off`}
  public String description() {
    return folder == null ? "off" : folder.path().resolve(name).toString();
  }

  /// Reads the file.
  ///
  /// @return what it holds, or null if there is none; if it is damaged, one line of the log says so
  public @Nullable Shaping read() {
    byte[] bytes = folder == null ? null : folder.read(name, LARGEST);
    if (bytes == null) {
      return null;
    }
    try {
      return parse(bytes);
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.WARNING, "{0} is ignored: {1}", description(), e.getMessage());
      return null;
    }
  }

  /// Writes the file whole, or not at all.
  ///
  /// @param shaping what was found
  /// @return whether it was written
  public boolean write(Shaping shaping) {
    return folder != null && folder.write(name, text(shaping).getBytes(StandardCharsets.UTF_8));
  }

  /// Deletes the file.
  ///
  /// @return whether there was one
  public boolean delete() {
    return folder != null && folder.delete(name);
  }

  private Map<String, String> header() {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("format", FORMAT);
    header.put("platform", line(info.platform()));
    header.put("device", line(info.name()));
    header.put("driver", line(info.driver()));
    return header;
  }

  /// A driver's text may hold anything.
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").strip();
  }

  String text(Shaping shaping) {
    Map<String, String> lines = header();
    lines.put("vector", Integer.toString(shaping.vector()));
    lines.put("pixels", Integer.toString(shaping.pixels()));
    lines.put("tiles", shaping.tilesText());
    lines.put("winograd", shaping.winograd() == Shaping.Winograd.NEVER ? NEVER : PAYS);
    lines.put("roundBytes", Long.toString(shaping.roundBytes()));
    return lines.entrySet().stream()
        .map(line -> line.getKey() + "=" + line.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /// @throws IllegalArgumentException for anything but what [#text] writes for this device
  private Shaping parse(byte[] bytes) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : decode(bytes).split("\n", -1)) {
      int equals = line.indexOf('=');
      if (line.isEmpty()) {
        continue;
      }
      String key = equals < 0 ? line : line.substring(0, equals);
      if (equals < 0 || lines.put(key, line.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "got line '" + line(line) + "', required key=value once");
      }
    }
    for (Map.Entry<String, String> entry : header().entrySet()) {
      String got = take(lines, entry.getKey());
      if (!got.equals(entry.getValue())) {
        throw new IllegalArgumentException(
            "got %s=%s, required %s".formatted(entry.getKey(), line(got), entry.getValue()));
      }
    }
    int vector = number(take(lines, "vector"));
    int pixels = number(take(lines, "pixels"));
    List<Tile> tiles = new ArrayList<>();
    for (String word : take(lines, "tiles").split(" ", -1)) {
      tiles.add(tile(word));
    }
    Shaping.Winograd winograd =
        switch (take(lines, "winograd")) {
          case PAYS -> Shaping.Winograd.WHERE_IT_PAYS;
          case NEVER -> Shaping.Winograd.NEVER;
          default ->
              throw new IllegalArgumentException("required winograd=" + PAYS + " or " + NEVER);
        };
    int roundBytes = number(take(lines, "roundBytes"));
    if (!lines.isEmpty()) {
      throw new IllegalArgumentException("got the unknown key '" + line(first(lines)) + "'");
    }
    Shaping shaping =
        new Shaping(vector, pixels, tiles, winograd, roundBytes, Shaping.of(info).busy());
    if (!shaping.fits(info)) {
      throw new IllegalArgumentException("got a shared tile, which this device has no memory for");
    }
    return shaping;
  }

  private static String first(Map<String, String> lines) {
    return lines.keySet().iterator().next();
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("got bytes that are no UTF-8", e);
    }
  }

  private static String take(Map<String, String> lines, String key) {
    String value = lines.remove(key);
    if (value == null) {
      throw new IllegalArgumentException("required a line " + key + "=");
    }
    return value;
  }

  private static Tile tile(String word) {
    if (word.equals(Tile.SHARED.text())) {
      return Tile.SHARED;
    }
    String[] extents = word.split("x", -1);
    if (extents.length != 2) {
      throw new IllegalArgumentException(
          "got tile '" + line(word) + "', required pixels×vectors as in 6x4");
    }
    return Tile.registers(number(extents[0]), number(extents[1]));
  }

  /// Digits alone: no sign, no blank, none of other scripts.
  private static int number(String text) {
    if (!text.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException("got '" + line(text) + "', required a number");
    }
    return Integer.parseInt(text); // too large is a NumberFormatException, which is one of these
  }
}
