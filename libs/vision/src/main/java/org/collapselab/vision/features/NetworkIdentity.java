package org.collapselab.vision.features;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names a network by all that decides its features. */
final class NetworkIdentity {

  private static final int HEX_DIGITS = 8;

  private NetworkIdentity() {}

  /**
   * The name, {@code @} and the start of a SHA-256 over the SHA-256 of each weights file and of the
   * preprocessing.
   */
  static String of(String name, String preprocessing, List<Path> weights) throws IOException {
    if (!name.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
      throw new IllegalArgumentException(
          "network: expected a name of lower-case letters, digits, dots and hyphens, got \""
              + name
              + '"');
    }
    MessageDigest whole = sha256();
    for (Path file : weights) {
      whole.update(hash(file));
    }
    whole.update(sha256().digest(preprocessing.getBytes(UTF_8)));
    return name + '@' + HexFormat.of().formatHex(whole.digest()).substring(0, HEX_DIGITS);
  }

  private static byte[] hash(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
