package org.collapselab.vision.provenance;

import java.util.Optional;

/** What is known of images by the hash of their files. */
public interface Manifest {

  /** The key of the recipe that the file of this SHA-256 was made by, if somebody signed that. */
  Optional<String> recipeOf(String image);
}
