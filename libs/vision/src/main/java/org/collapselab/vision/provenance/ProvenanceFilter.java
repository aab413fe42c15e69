package org.collapselab.vision.provenance;

/** Tells generated images from real ones, as well as it can. */
public sealed interface ProvenanceFilter
    permits WatermarkFilter, ManifestFilter, DetectorFilter, OracleFilter {

  /** Whether the image is taken for generated. The same image has the same answer everywhere. */
  boolean flagged(Candidate candidate);
}
