package org.collapselab.vision.provenance;

import java.util.List;
import org.collapselab.diffusion.data.RgbImage;

/** An image whose provenance is asked for. What a filter does not look at need not be fetched. */
public interface Candidate {

  /** The image's name, which no other image has. */
  String key();

  /** The truth: whether a model made it. Only an oracle, and who counts its errors, may look. */
  boolean generated();

  /** The groups that it is counted in. */
  List<String> groups();

  /** The SHA-256 of its file, in lower-case hexadecimal digits. */
  String contentHash();

  /** Its pixels, as training would see them. */
  RgbImage image();
}
