/**
 * Telling generated images from real ones: by an invisible watermark that was put in when they were
 * made, by a signed list of what was made, by a detector that learned the difference, or, for
 * experiments, by an oracle that errs at stated rates. All are {@link
 * org.collapselab.vision.provenance.ProvenanceFilter}s, and every one states how often it takes a
 * real image for a generated one.
 */
package org.collapselab.vision.provenance;
