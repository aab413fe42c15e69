package org.collapselab.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the training set of an iteration is made of, beside the images made for it. */
public enum Regime {
  /** The slots' real images where no generated one stands: earlier generated images are gone. */
  @JsonProperty("replace")
  REPLACE,
  /** All real images, and the generated ones of all iterations so far: the set grows. */
  @JsonProperty("accumulate")
  ACCUMULATE,
  /** As many as without accumulation, drawn anew each iteration from what is accumulated. */
  @JsonProperty("accumulate-subsample")
  ACCUMULATE_SUBSAMPLE,
  /** As replace, with real images that no earlier iteration has seen. */
  @JsonProperty("fresh-real")
  FRESH_REAL;

  /** Whether generated images of earlier iterations are trained on. */
  public boolean accumulates() {
    return this == ACCUMULATE || this == ACCUMULATE_SUBSAMPLE;
  }
}
