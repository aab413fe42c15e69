package org.collapselab.vision.judgement;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A way for an image to differ from real ones. */
public enum Criterion {
  /** Hardly any contrast. */
  BLANK("blank", "deviation", false),
  /** Few different grey levels. */
  FLAT("flat", "entropy", false),
  /** Less fine detail than real images have. */
  BLURRED("blurred", "sharpness", false),
  /** More fine detail than real images have. */
  NOISY("noisy", "sharpness", true),
  /** Colours unlike those of real images. */
  OFF_COLOUR("off colour", "colourDistance", true),
  /** Unlike real images to a feature network. */
  ATYPICAL("atypical", "featureDistance", true),
  /** Not what the caption says. */
  OFF_PROMPT("off prompt", "agreement", false),
  /** Underexposed. */
  DARK("dark", "brightness", false),
  /** Overexposed. */
  BRIGHT("bright", "brightness", true),
  /** Local statistics unlike those of real images: {@link NaturalSceneStatistics}. */
  UNNATURAL("unnatural", "sceneDistance", true),
  /** Nearer to a real image, to a feature network, than real images are to each other. */
  COPIED("copied", "nearestSimilarity", true),
  /** No face in it, to a face detector that the user has. */
  NO_FACE("no face", "faceConfidence", false);

  /** The criteria of a judge for which nothing else is said. */
  public static final Set<Criterion> STANDARD =
      Collections.unmodifiableSet(EnumSet.range(BLANK, OFF_PROMPT));

  private final String fault;
  private final String score;
  private final boolean highIsWorse;

  Criterion(String fault, String score, boolean highIsWorse) {
    this.fault = fault;
    this.score = score;
    this.highIsWorse = highIsWorse;
  }

  /**
   * The criterion that a spec calls so.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Criterion named(String name) {
    return Arrays.stream(values())
        .filter(criterion -> criterion.specName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "criteria: expected some of %s, got '%s'"
                        .formatted(
                            Arrays.stream(values()).map(Criterion::specName).toList(), name)));
  }

  /** What a spec calls it: the words of a verdict's reason with dashes between them. */
  public String specName() {
    return fault.replace(' ', '-');
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
