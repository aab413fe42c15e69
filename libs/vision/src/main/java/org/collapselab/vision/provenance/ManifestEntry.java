package org.collapselab.vision.provenance;

import java.util.regex.Pattern;

/**
 * That an image was generated.
 *
 * @param image the SHA-256 of its file
 * @param recipe the key of the recipe that it was made by
 */
public record ManifestEntry(String image, String recipe) {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Refuses what is no SHA-256. */
  public ManifestEntry {
    check("image", image);
    check("recipe", recipe);
  }

  private static void check(String field, String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "%s: expected 64 lower-case hexadecimal digits, got '%s'".formatted(field, hash));
    }
  }

  @Override
  public String toString() {
    return image + " " + recipe;
  }
}
