package dev.gatun.conformance.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Damage to bytes, as a bad disk, a broken download or an attacker does it.
final class ByteMutations {
  private static final byte[] EDGES = {0, 1, 2, 8, 0x0a, 0x7f, -128, -2, -1};

  /// Varints at the edges of what 32 and 64 bits hold, one that is too long, one that never ends.
  private static final byte[][] VARINTS = {
    {0},
    {1},
    {(byte) 0x80, 0},
    {-1, -1, -1, -1, 7},
    {-1, -1, -1, -1, 15},
    {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 8},
    {-1, -1, -1, -1, -1, -1, -1, -1, 127},
    {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
    {-1, -1, -1, -1, -1, -1, -1, -1, -1, 127},
    {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
  };

  private static final int LONGEST_CHUNK = 64;

  private final byte[] other;
  private final SplittableRandom random;

  /// @param other the file that is spliced in
  /// @param random where decisions come from
  ByteMutations(byte[] other, SplittableRandom random) {
    this.other = other;
    this.random = random;
  }

  /// What came out.
  record Damaged(String change, byte[] bytes) {}

  /// Changes something; an empty file can only grow.
  Damaged change(byte[] bytes) {
    if (bytes.length == 0) {
      return new Damaged("insert", insert(bytes, 0, chunk(other)));
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(10)) {
      case 0, 1 -> new Damaged("flip bit", flipped(bytes, at));
      case 2 -> new Damaged("byte " + at, replaced(bytes, at));
      case 3 -> new Damaged("truncate to " + at, Arrays.copyOf(bytes, at));
      case 4 -> new Damaged("splice at " + at, spliced(bytes, at));
      case 5 -> new Damaged("repeat a chunk", insert(bytes, at, chunk(bytes)));
      case 6 -> new Damaged("insert a chunk", insert(bytes, at, chunk(other)));
      case 7 -> new Damaged("delete a chunk", cut(bytes, at, at + chunkLength(bytes.length - at)));
      case 8 -> new Damaged("varint at " + at, varint(bytes, at));
      default -> length(bytes, at);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private byte[] replaced(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] =
        random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : (byte) random.nextInt(256);
    return copy;
  }

  private byte[] spliced(byte[] bytes, int at) {
    int from = random.nextInt(other.length);
    return insert(Arrays.copyOf(bytes, at), at, Arrays.copyOfRange(other, from, other.length));
  }

  private byte[] varint(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length - 1 && bytes[end] < 0) {
      end++;
    }
    return insert(cut(bytes, at, end + 1), at, VARINTS[random.nextInt(VARINTS.length)]);
  }

  /// Tampers with the length of a message, a string or a list.
  private Damaged length(byte[] bytes, int otherwise) {
    List<Integer> lengths = WireLengths.offsets(bytes);
    if (lengths.isEmpty()) {
      return new Damaged("varint at " + otherwise, varint(bytes, otherwise));
    }
    int at = lengths.get(random.nextInt(lengths.size()));
    if (random.nextInt(3) == 0) {
      return new Damaged("length at " + at, varint(bytes, at));
    }
    byte[] copy = bytes.clone();
    copy[at] += (byte) (random.nextBoolean() ? 1 : -1);
    return new Damaged("length at " + at + " by one", copy);
  }

  // pieces

  private int chunkLength(int most) {
    return random.nextInt(1, Math.min(LONGEST_CHUNK, most) + 1);
  }

  private byte[] chunk(byte[] of) {
    int from = random.nextInt(of.length);
    return Arrays.copyOfRange(of, from, from + chunkLength(of.length - from));
  }

  private static byte[] insert(byte[] bytes, int at, byte[] more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + more.length);
    out.write(bytes, 0, at);
    out.writeBytes(more);
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private static byte[] cut(byte[] bytes, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    out.write(bytes, 0, from);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
