package org.collapselab.contracts.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a network computes with while it is trained; its weights are always 32-bit floats. */
public enum Precision {
  /** 32-bit floats. */
  @JsonProperty("fp32")
  FP32,
  /** 16-bit floats with 8 bits of exponent. */
  @JsonProperty("bf16")
  BF16
}
