package org.collapselab.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How generated images are brought to the colours of the real ones before they are trained on. */
public enum ColourMatching {
  /** Each channel's distribution becomes that of the real images. */
  @JsonProperty("histogram")
  HISTOGRAM("histogram"),
  /** Mean and deviation in L*a*b* become those of the real images (Reinhard et al., 2001). */
  @JsonProperty("reinhard")
  REINHARD("reinhard");

  private final String method;

  ColourMatching(String method) {
    this.method = method;
  }

  /** The method's name in recipes. */
  public String method() {
    return method;
  }
}
