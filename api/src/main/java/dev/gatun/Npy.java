package dev.gatun;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// NumPy's array file format (NEP 1): magic, version, header length, a Python dictionary, elements.
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int MOST_HEADER = 1 << 16;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");
  private static final Pattern EXTENT = Pattern.compile("\\d{1,18}");

  private Npy() {}

  static Tensor read(ByteBuffer file, String place) {
    ByteBuffer bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[Math.min(MAGIC.length, bytes.remaining())];
    bytes.get(magic);
    if (!Arrays.equals(magic, MAGIC) || bytes.remaining() < 4) {
      throw new ModelFormatException(place + ": it does not begin as a .npy file does");
    }
    int version = bytes.get();
    bytes.get(); // the minor version says nothing
    long length =
        version == 1 ? Short.toUnsignedInt(bytes.getShort()) : longLength(bytes, version, place);
    if (length > Math.min(bytes.remaining(), MOST_HEADER)) {
      throw new ModelFormatException(
          place
              + ": got a header of "
              + length
              + " bytes, required at most "
              + Math.min(bytes.remaining(), MOST_HEADER));
    }
    byte[] header = new byte[(int) length];
    bytes.get(header);
    return elements(bytes, new String(header, StandardCharsets.UTF_8), place);
  }

  private static long longLength(ByteBuffer bytes, int version, String place) {
    if (version < 1 || version > 3 || bytes.remaining() < 4) {
      throw new ModelFormatException(place + ": got .npy version " + version + ", required 1 to 3");
    }
    return Integer.toUnsignedLong(bytes.getInt());
  }

  private static Tensor elements(ByteBuffer bytes, String header, String place) {
    DType dtype = dtype(field(DESCR, header, "descr", place), place);
    Shape shape = shape(field(SHAPE, header, "shape", place), place);
    if (field(ORDER, header, "fortran_order", place).equals("True") && shape.rank() > 1) {
      throw new InvalidInputException(
          place + ": got Fortran order, required C order (numpy.ascontiguousarray)");
    }
    if (Tensor.byteSize(dtype, shape) != bytes.remaining()) {
      throw new ModelFormatException(
          place
              + ": got "
              + bytes.remaining()
              + " bytes of elements, required "
              + Tensor.byteSize(dtype, shape)
              + " for "
              + dtype
              + shape);
    }
    return LittleEndian.tensor(dtype, shape, bytes);
  }

  private static String field(Pattern pattern, String header, String name, String place) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new ModelFormatException(place + ": the header has no valid '" + name + "'");
    }
    return String.valueOf(matcher.group(1));
  }

  private static Shape shape(String text, String place) {
    try {
      return Shape.of(
          EXTENT.matcher(text).results().mapToLong(m -> Long.parseLong(m.group())).toArray());
    } catch (InvalidInputException e) {
      throw new ModelFormatException(place + ": " + e.getMessage(), e);
    }
  }

  private static DType dtype(String descr, String place) {
    for (DType dtype : DType.values()) {
      if (hasName(dtype)
          && (descr.equals(descr(dtype)) || descr.equals(descr(dtype).replace('|', '<')))) {
        return dtype;
      }
    }
    throw new InvalidInputException(
        place
            + ": got elements '"
            + descr
            + "', required little-endian f2, f4, f8, i1 to i8, u1 to u8 or b1");
  }

  private static boolean hasName(DType dtype) {
    return dtype != DType.BFLOAT16 && !dtype.isStorageOnly();
  }

  /// NumPy's name of an element type: `<` little-endian, `|` for single bytes, kind, size in bytes.
  private static String descr(DType dtype) {
    String kind =
        dtype == DType.BOOL ? "b" : dtype.isFloat() ? "f" : dtype.isUnsigned() ? "u" : "i";
    return (dtype.bytes() == 1 ? "|" : "<") + kind + dtype.bytes();
  }

  static byte[] write(Tensor tensor) {
    if (!hasName(tensor.dtype())) {
      throw new InvalidInputException(
          "got " + tensor + ", but .npy has no " + tensor.dtype() + "; .pb has");
    }
    String extents =
        Arrays.stream(tensor.shape().toArray())
            .mapToObj(d -> d + ",")
            .collect(Collectors.joining(" "));
    String header =
        "{'descr': '"
            + descr(tensor.dtype())
            + "', 'fortran_order': False, 'shape': ("
            + extents
            + "), }";
    int start = MAGIC.length + 4;
    int padded = Math.ceilDiv(start + header.length() + 1, ALIGNMENT) * ALIGNMENT - start;
    byte[] elements = LittleEndian.elements(tensor);
    ByteBuffer file =
        ByteBuffer.allocate(start + padded + elements.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded);
    file.put(
        (header + " ".repeat(padded - 1 - header.length()) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
    return file.put(elements).array();
  }
}
