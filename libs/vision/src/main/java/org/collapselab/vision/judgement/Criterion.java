package org.collapselab.vision.judgement;

/** A way for an image to differ from real ones. */
enum Criterion {
  BLANK("blank", "deviation", false),
  FLAT("flat", "entropy", false),
  BLURRED("blurred", "sharpness", false),
  NOISY("noisy", "sharpness", true),
  OFF_COLOUR("off colour", "colourDistance", true),
  ATYPICAL("atypical", "featureDistance", true),
  OFF_PROMPT("off prompt", "agreement", false);

  private final String fault;
  private final String score;
  private final boolean highIsWorse;

  Criterion(String fault, String score, boolean highIsWorse) {
    this.fault = fault;
    this.score = score;
    this.highIsWorse = highIsWorse;
  }

  /** The name of the score it looks at. */
  String score() {
    return score;
  }

  /** The score turned so that more is worse. */
  double badness(double value) {
    return highIsWorse ? value : -value;
  }

  /** What is wrong with an image, in words. */
  String reason(double value, double beyond) {
    return "%s: %s %.4g; %.2g %% of real images are as %s"
        .formatted(fault, score, value, 100 * beyond, highIsWorse ? "high" : "low");
  }
}
