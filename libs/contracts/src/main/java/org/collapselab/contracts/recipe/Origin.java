package org.collapselab.contracts.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an image of a training set comes from. */
public enum Origin {
  @JsonProperty("real")
  REAL,
  @JsonProperty("synthetic")
  SYNTHETIC
}
