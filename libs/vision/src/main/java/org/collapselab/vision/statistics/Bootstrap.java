package org.collapselab.vision.statistics;

import java.util.Arrays;
import org.collapselab.diffusion.noise.NoiseKey;

/**
 * Intervals by resampling. Replicate r of N items is a function of (seed, resampling, r, N) alone,
 * so two statistics of equal N see common indices.
 *
 * @param replicates how many resamples are drawn, at least 20
 * @param confidence the nominal coverage, strictly between 0 and 1
 */
public record Bootstrap(int replicates, double confidence, long seed) {

  /** A half-sample must still have a covariance. */
  private static final int FEWEST_ITEMS = 4;

  /** Refuses what gives no interval. */
  public Bootstrap {
    if (replicates < 20 || replicates > 1_000_000) {
      throw new IllegalArgumentException(
          "bootstrapReplicates: expected 20 to 1000000, got " + replicates);
    }
    Interval.checkConfidence(confidence);
  }

  /** The value on all items, with its interval. */
  public Estimate estimate(Statistic statistic) {
    int n = statistic.size();
    if (n < FEWEST_ITEMS) {
      throw new IllegalArgumentException(
          "images: expected at least " + FEWEST_ITEMS + " for an interval, got " + n);
    }
    double value = statistic.value();
    double[] replicas = new double[replicates];
    for (int r = 0; r < replicates; r++) {
      replicas[r] = statistic.of(draw(statistic.resampling(), r, n));
    }
    Interval interval =
        switch (statistic.resampling()) {
          case WITH_REPLACEMENT -> biasCorrected(statistic, value, replicas);
          case HALVES -> centred(value, replicas, n);
        };
    return new Estimate(value, interval, statistic.images());
  }

  /**
   * The difference of two conditions, first minus second, resampled with common indices.
   *
   * @throws IllegalArgumentException if they differ in size or in resampling
   */
  public Comparison compare(Statistic first, Statistic second) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "images: expected as many in both conditions, got %d and %d"
              .formatted(first.size(), second.size()));
    }
    if (first.resampling() != second.resampling()) {
      throw new IllegalArgumentException(
          "statistic: expected one kind in both conditions, got %s and %s"
              .formatted(first.resampling(), second.resampling()));
    }
    Estimate estimate = estimate(new Difference(first, second));
    return new Comparison(estimate.value(), estimate.interval(), estimate.n());
  }

  private int[] draw(Resampling resampling, int replicate, int n) {
    return resampling.draw(
        new NoiseKey(seed, 0, replicate, n, "resampling/" + resampling.name()), n);
  }

  private Interval centred(double value, double[] replicas, int n) {
    double mean = Arrays.stream(replicas).average().orElseThrow();
    int half = n / 2;
    double scale = Math.sqrt((double) half / (n - half));
    Quantiles quantiles = Quantiles.of(replicas);
    // When all replicates are equal, the mean is so only up to rounding.
    double below = Math.max(0, (quantiles.at((1 + confidence) / 2) - mean) * scale);
    double above = Math.max(0, (mean - quantiles.at((1 - confidence) / 2)) * scale);
    return new Interval(value - below, value + above, confidence);
  }

  private Interval biasCorrected(Statistic statistic, double value, double[] replicas) {
    Quantiles quantiles = Quantiles.of(replicas);
    double bias = Normal.quantile(quantiles.fractionBelow(value));
    double acceleration = acceleration(statistic);
    double low = shifted((1 - confidence) / 2, bias, acceleration);
    double high = shifted((1 + confidence) / 2, bias, acceleration);
    return new Interval(quantiles.at(low), quantiles.at(high), confidence);
  }

  private static double shifted(double p, double bias, double acceleration) {
    double z = bias + Normal.quantile(p);
    return Normal.probability(bias + z / (1 - acceleration * z));
  }

  /** Efron's a: the skewness of the jackknife's values, over six. */
  private static double acceleration(Statistic statistic) {
    int n = statistic.size();
    int[] multiplicities = Resampling.once(n);
    double[] without = new double[n];
    for (int i = 0; i < n; i++) {
      multiplicities[i] = 0;
      without[i] = statistic.of(multiplicities);
      multiplicities[i] = 1;
    }
    double mean = Arrays.stream(without).average().orElseThrow();
    double squares = 0;
    double cubes = 0;
    for (double entry : without) {
      squares += Math.pow(mean - entry, 2);
      cubes += Math.pow(mean - entry, 3);
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  private record Difference(Statistic first, Statistic second) implements Statistic {

    @Override
    public int size() {
      return first.size();
    }

    @Override
    public int images() {
      return first.images();
    }

    @Override
    public double of(int[] multiplicities) {
      return first.of(multiplicities) - second.of(multiplicities);
    }

    @Override
    public Resampling resampling() {
      return first.resampling();
    }
  }
}
