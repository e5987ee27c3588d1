package dev.gatun.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Finds how a camera was held: tag 0x0112 of the first directory in a JPEG file's Exif segment
/// (CIPA DC-008, TIFF 6.0). Whatever is damaged or missing counts as upright.
final class ExifOrientation {
  /// Rows from the top, columns from the left.
  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int TYPE_SHORT = 3;
  private static final byte[] SIGNATURE = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private ExifOrientation() {}

  /// The orientation of a JPEG file.
  ///
  /// @param jpeg the whole file
  /// @return 1 to 8 as Exif numbers them, 1 for upright
  static int of(byte[] jpeg) {
    ByteBuffer file = ByteBuffer.wrap(jpeg);
    int at = 2; // behind the start marker
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
      int marker = jpeg[at + 1] & 0xff;
      if (marker == 0xda || marker == 0xd9) { // the picture itself, or the end
        return UPRIGHT;
      }
      int length = Short.toUnsignedInt(file.getShort(at + 2));
      int end = at + 2 + length;
      if (length < 2 || end > jpeg.length) {
        return UPRIGHT;
      }
      if (marker == 0xe1 && startsWithExif(jpeg, at + 4, end)) {
        int start = at + 4 + SIGNATURE.length;
        return ofTiff(file.slice(start, end - start));
      }
      at = end;
    }
    return UPRIGHT;
  }

  private static boolean startsWithExif(byte[] jpeg, int from, int end) {
    if (end - from < SIGNATURE.length) {
      return false;
    }
    for (int i = 0; i < SIGNATURE.length; i++) {
      if (jpeg[from + i] != SIGNATURE[i]) {
        return false;
      }
    }
    return true;
  }

  private static int ofTiff(ByteBuffer tiff) {
    if (tiff.limit() < 10) {
      return UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return UPRIGHT;
    }
    int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > tiff.limit()) {
        return UPRIGHT;
      }
      int place = (int) entry;
      if (tiff.getShort(place) == TAG && tiff.getShort(place + 2) == TYPE_SHORT) {
        int value = tiff.getShort(place + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }
}
