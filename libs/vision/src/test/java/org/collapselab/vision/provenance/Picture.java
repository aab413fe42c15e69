package org.collapselab.vision.provenance;

import java.util.List;
import org.collapselab.diffusion.data.RgbImage;

/** A candidate whose parts are at hand. */
record Picture(
    String key, boolean generated, List<String> groups, String contentHash, RgbImage image)
    implements Candidate {

  static Picture of(int number, boolean generated, RgbImage image) {
    String hash = "%064x".formatted(2L * number + (generated ? 1 : 0));
    return new Picture(hash, generated, List.of(number % 2 == 0 ? "even" : "odd"), hash, image);
  }
}
