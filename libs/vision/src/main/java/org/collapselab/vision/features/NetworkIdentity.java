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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Names a network by all that decides its features. */
final class NetworkIdentity {

  private static final int HEX_DIGITS = 8;

  private NetworkIdentity() {}

  /** A network whose weights came with the model under study. */
  static NetworkFacts own(String name, Pixels pixels, List<Path> weights) throws IOException {
    requireName(name);
    List<String> hashes = hashes(weights);
    return new NetworkFacts(
        identity(name, pixels, hashes),
        NetworkKind.SMALL_CLIP,
        new WeightsOrigin.Own(),
        hashes,
        pixels.toString());
  }

  /** A network whose weights are said to be those that were published. */
  static NetworkFacts published(NetworkKind kind, Pixels pixels, Path weights) throws IOException {
    List<String> hashes = hashes(List.of(weights));
    WeightsOrigin origin = WeightsOrigin.ofPublished(hashes);
    String name = kind.label() + (origin instanceof WeightsOrigin.Declared ? "-declared" : "");
    return new NetworkFacts(
        identity(name, pixels, hashes), kind, origin, hashes, pixels.toString());
  }

  private static void requireName(String name) {
    if (!name.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
      throw new IllegalArgumentException(
          "network: expected a name of lower-case letters, digits, dots and hyphens, got \""
              + name
              + '"');
    }
  }

  /**
   * The name, {@code @} and the start of a SHA-256 over the SHA-256 of each weights file and of the
   * preprocessing.
   */
  private static String identity(String name, Pixels pixels, List<String> hashes) {
    MessageDigest whole = sha256();
    hashes.forEach(hash -> whole.update(HexFormat.of().parseHex(hash)));
    whole.update(sha256().digest(pixels.toString().getBytes(UTF_8)));
    return name + '@' + HexFormat.of().formatHex(whole.digest()).substring(0, HEX_DIGITS);
  }

  private static List<String> hashes(List<Path> files) throws IOException {
    List<String> hashes = new ArrayList<>();
    for (Path file : files) {
      MessageDigest digest = sha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      hashes.add(HexFormat.of().formatHex(digest.digest()));
    }
    return hashes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
