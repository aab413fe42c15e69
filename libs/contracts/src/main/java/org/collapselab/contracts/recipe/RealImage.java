package org.collapselab.contracts.recipe;

import java.util.SortedMap;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * One photo of a real data set.
 *
 * @param image the hash of the original file's bytes
 * @param fileName the path inside the published data set
 * @param attributes what the data set's metadata says of it, as in {@code age -> older}
 */
public record RealImage(
    Key image, String fileName, String caption, SortedMap<String, String> attributes) {
  public RealImage {
    Require.present(image, "image");
    Require.text(fileName, "fileName", 1024);
    Require.textOrEmpty(caption, "caption", 4096);
    attributes = Require.map(attributes, 256, "attributes");
  }
}
