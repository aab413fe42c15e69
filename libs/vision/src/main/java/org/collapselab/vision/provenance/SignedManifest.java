package org.collapselab.vision.provenance;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A list of generated images that nobody can alter unseen: a text with a line for each image, in
 * the order of their hashes, and one signature of Ed25519 for each line and one for the whole, so
 * that a changed line is named and a missing one is noticed.
 *
 * <pre>
 * collapse-lab manifest 1
 * (SHA-256 of the file) (recipe key) (signature of the two)
 * ...
 * end (number of entries) (signature of all lines before)
 * </pre>
 */
public final class SignedManifest implements Manifest {

  private static final String TITLE = "collapse-lab manifest 1";
  private static final String END = "end";
  private static final int MOST_BYTES = 512 << 20;

  private final SortedMap<String, String> recipes;

  private SignedManifest(SortedMap<String, String> recipes) {
    this.recipes = Collections.unmodifiableSortedMap(recipes);
  }

  /**
   * Signs a manifest.
   *
   * @throws IllegalArgumentException if an image is listed with two recipes
   */
  public static byte[] write(Collection<ManifestEntry> entries, PrivateKey key) {
    SortedMap<String, ManifestEntry> sorted = new TreeMap<>();
    for (ManifestEntry entry : entries) {
      ManifestEntry earlier = sorted.putIfAbsent(entry.image(), entry);
      if (earlier != null && !earlier.equals(entry)) {
        throw new IllegalArgumentException(
            "image %s: expected one recipe, got %s and %s"
                .formatted(entry.image(), earlier.recipe(), entry.recipe()));
      }
    }
    StringBuilder text = new StringBuilder(TITLE).append('\n');
    for (ManifestEntry entry : sorted.values()) {
      text.append(sign(entry, key)).append('\n');
    }
    String whole = ManifestKeys.sign(key, bytes(text.toString()));
    return bytes(text + END + " " + sorted.size() + " " + whole + "\n");
  }

  /** An entry's line, without the end of the line. */
  public static String sign(ManifestEntry entry, PrivateKey key) {
    return entry + " " + ManifestKeys.sign(key, message(entry));
  }

  /**
   * The entry of a line by itself.
   *
   * @param number what an error calls the line
   * @throws ManifestException if it is not as it was signed
   */
  public static ManifestEntry verify(int number, String line, PublicKey key) {
    String[] fields = line.split(" ", -1);
    if (fields.length != 3) {
      throw new ManifestException(
          number, "expected an image, a recipe and a signature, got " + fields.length + " fields");
    }
    ManifestEntry entry;
    try {
      entry = new ManifestEntry(fields[0], fields[1]);
    } catch (IllegalArgumentException e) {
      throw new ManifestException(number, e.getMessage());
    }
    if (!ManifestKeys.verifies(key, message(entry), fields[2])) {
      throw new ManifestException(
          number, "image %s: the signature is not of this entry".formatted(entry.image()));
    }
    return entry;
  }

  /**
   * Reads a manifest and verifies every signature.
   *
   * @param key of whom the manifest is expected from
   * @throws ManifestException at the first line that is not as it was signed
   */
  public static SignedManifest verify(byte[] manifest, PublicKey key) {
    if (manifest.length > MOST_BYTES) {
      throw new ManifestException(1, "expected at most 512 MiB, got " + manifest.length + " bytes");
    }
    List<String> lines = new String(manifest, StandardCharsets.US_ASCII).lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(TITLE)) {
      throw new ManifestException(1, "expected '" + TITLE + "'");
    }
    SortedMap<String, String> recipes = new TreeMap<>();
    StringBuilder before = new StringBuilder(TITLE).append('\n');
    for (int at = 1; at < lines.size(); at++) {
      String line = lines.get(at);
      if (line.startsWith(END + " ")) {
        end(lines, at, recipes.size(), before.toString(), key);
        return new SignedManifest(recipes);
      }
      ManifestEntry entry = verify(at + 1, line, key);
      if (!recipes.isEmpty() && entry.image().compareTo(recipes.lastKey()) <= 0) {
        throw new ManifestException(
            at + 1, "expected an image after " + recipes.lastKey() + ", got " + entry.image());
      }
      recipes.put(entry.image(), entry.recipe());
      before.append(line).append('\n');
    }
    throw new ManifestException(
        lines.size() + 1,
        "expected the end's signature after %d entries".formatted(recipes.size()));
  }

  private static void end(List<String> lines, int at, int entries, String before, PublicKey key) {
    String[] fields = lines.get(at).split(" ", -1);
    if (fields.length != 3 || !fields[1].equals(Integer.toString(entries))) {
      throw new ManifestException(
          at + 1,
          "expected the end of %d entries and a signature, got '%s'"
              .formatted(entries, lines.get(at)));
    }
    if (!ManifestKeys.verifies(key, bytes(before), fields[2])) {
      throw new ManifestException(
          at + 1, "the signature is not of these %d entries together".formatted(entries));
    }
    if (at + 1 < lines.size()) {
      throw new ManifestException(at + 2, "expected nothing after the end");
    }
  }

  @Override
  public Optional<String> recipeOf(String image) {
    return Optional.ofNullable(recipes.get(image));
  }

  /** The number of entries. */
  public int size() {
    return recipes.size();
  }

  private static byte[] message(ManifestEntry entry) {
    return bytes("collapse-lab generated image 1\n" + entry);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
