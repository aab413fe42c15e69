package org.collapselab.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What images are generated for. */
public enum Purpose {
  @JsonProperty("training")
  TRAINING,
  @JsonProperty("evaluation")
  EVALUATION
}
