package dev.gatun.conformance.bits;

import dev.gatun.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A line that two runs have in common where their results have the same bits.
///
/// @param digest 16 hexadecimal digits of the SHA-256 of types, shapes and elements
/// @param name of what was run
public record Fingerprint(String digest, String name) {
  private static final int BYTES = 8;

  /// Of results.
  ///
  /// @param name of what was run
  /// @param results in order; every NaN counts as the same
  /// @return the fingerprint
  public static Fingerprint of(String name, List<Tensor> results) {
    MessageDigest sha = sha256();
    for (Tensor result : results) {
      sha.update(result.toString().getBytes(StandardCharsets.UTF_8));
      if (result.dtype().isFloat()) {
        ByteBuffer element = ByteBuffer.allocate(Double.BYTES);
        for (long i = 0; i < result.shape().size(); i++) {
          sha.update(element.putLong(0, Double.doubleToLongBits(result.getDouble(i))).array());
        }
      } else {
        sha.update(result.data().toArray(ValueLayout.JAVA_BYTE));
      }
    }
    return new Fingerprint(HexFormat.of().formatHex(sha.digest(), 0, BYTES), name);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return digest + "  " + name;
  }
}
