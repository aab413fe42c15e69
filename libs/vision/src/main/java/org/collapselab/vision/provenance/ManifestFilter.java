package org.collapselab.vision.provenance;

/**
 * Flags images whose file a signed manifest lists: exact on files as they were made, and blind to
 * files that anything was done to.
 */
public record ManifestFilter(Manifest manifest) implements ProvenanceFilter {

  @Override
  public boolean flagged(Candidate candidate) {
    return manifest.recipeOf(candidate.contentHash()).isPresent();
  }
}
