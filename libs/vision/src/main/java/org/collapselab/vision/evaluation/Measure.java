package org.collapselab.vision.evaluation;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.collapselab.vision.features.NetworkFacts;
import org.collapselab.vision.features.NetworkKind;
import org.collapselab.vision.features.WeightsOrigin;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Interval;
import org.collapselab.vision.statistics.Proportion;
import org.collapselab.vision.statistics.Statistic;

/** What can be measured of a set of generated images. */
public enum Measure {
  /** {@link org.collapselab.vision.metrics.FrechetDistance}. */
  FRECHET("fd", "FD", true, 0, Double.POSITIVE_INFINITY),
  /** {@link org.collapselab.vision.metrics.KernelDistance}. */
  KERNEL("kd", "KD", true, -Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** {@link org.collapselab.vision.metrics.GaussianKernelDistance}. */
  GAUSSIAN_KERNEL("cmmd", "CMMD", true, 0, Double.POSITIVE_INFINITY),
  /** The share of generated images that look real. */
  PRECISION("precision", "precision", false, 0, 1),
  /** The share of real images that the generated ones reach. */
  RECALL("recall", "recall", false, 0, 1),
  /** How densely real images lie around the generated ones. */
  DENSITY("density", "density", false, 0, Double.POSITIVE_INFINITY),
  /** The share of real images that have a generated one near. */
  COVERAGE("coverage", "coverage", false, 0, 1),
  /** {@link org.collapselab.vision.metrics.VendiScore}. */
  VENDI("vendi", "Vendi score", false, 1, Double.POSITIVE_INFINITY),
  /** {@link org.collapselab.vision.metrics.Alignment}; needs captions. */
  ALIGNMENT("alignment", "alignment", false, -100, 100),
  /** {@link org.collapselab.vision.metrics.ColourHistogramDistance}; needs pixels. */
  COLOUR("colour", "colour histogram distance", true, 0, 255);

  private final String label;
  private final String title;
  private final boolean lowerIsBetter;
  private final double least;
  private final double most;

  Measure(String label, String title, boolean lowerIsBetter, double least, double most) {
    this.label = label;
    this.title = title;
    this.lowerIsBetter = lowerIsBetter;
    this.least = least;
    this.most = most;
  }

  /** The name in options, specs and identifiers. */
  public String label() {
    return label;
  }

  /** Whether less of it is better; if not, more is. */
  public boolean lowerIsBetter() {
    return lowerIsBetter;
  }

  /** Whether it compares the features of images alone. */
  public boolean isOfFeatures() {
    return this != ALIGNMENT && this != COLOUR;
  }

  /**
   * The measure of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Measure of(String label) {
    return Arrays.stream(values())
        .filter(measure -> measure.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "metrics: expected names of %s, got \"%s\""
                        .formatted(
                            Arrays.stream(values())
                                .map(Measure::label)
                                .collect(Collectors.joining(", ")),
                            label)));
  }

  /**
   * The value with its interval, neither of them beyond what the measure can be: a resample's
   * spread may reach there, and rounding.
   */
  public Estimate estimate(Statistic statistic, Bootstrap bootstrap) {
    if (this == PRECISION) {
      // A share of independent images, for which resampling has no width at 0 and at 1.
      int having = (int) Math.round(statistic.value() * statistic.images());
      return Proportion.of(having, statistic.images(), bootstrap.confidence());
    }
    Estimate estimate = bootstrap.estimate(statistic);
    Interval interval = estimate.interval();
    return new Estimate(
        within(estimate.value()),
        new Interval(within(interval.low()), within(interval.high()), interval.confidence()),
        estimate.n());
  }

  private double within(double value) {
    return Math.max(least, Math.min(most, value));
  }

  /**
   * What the number is called. It is an FID, a KID or a CLIP score only by the network that defines
   * it, and only in as many words if the weights are known to be those that were published.
   */
  public String name(NetworkFacts network) {
    if (this == COLOUR) {
      return title;
    }
    NetworkKind kind = network.kind();
    String caveat =
        network.origin() instanceof WeightsOrigin.Declared ? ", weights as declared" : "";
    boolean definesDistances = kind == NetworkKind.FID_INCEPTION;
    if (definesDistances && (this == FRECHET || this == KERNEL)) {
      return (this == FRECHET ? "FID" : "KID")
          + (caveat.isEmpty() ? "" : " (" + caveat.substring(2) + ")");
    }
    boolean isClip = kind == NetworkKind.CLIP_VIT_B_32 || kind == NetworkKind.CLIP_VIT_L_14;
    String own = this == ALIGNMENT && isClip ? "CLIP score" : title;
    return own + " (" + kind.title() + caveat + ")";
  }
}
