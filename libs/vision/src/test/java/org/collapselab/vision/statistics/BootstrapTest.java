package org.collapselab.vision.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.vision.metrics.FrechetDistance;
import org.collapselab.vision.metrics.Gaussian;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final int N = 64;
  private static final int D = 24;

  @Test
  void shouldCoverTheMeanOfASkewedDistributionAsOftenAsItSays() {
    // Given: log-normal values, whose mean is exp(1/8)
    int trials = 300;
    int covered = 0;

    // When
    for (int trial = 0; trial < trials; trial++) {
      float[] normal = Noise.gaussian(new NoiseKey(1, 0, trial, 0, "test"), 50);
      double[] values = new double[50];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.exp(normal[i] / 2);
      }
      Estimate estimate = new Bootstrap(400, 0.9, trial).estimate(new Mean(values));
      covered += estimate.interval().contains(Math.exp(0.125)) ? 1 : 0;
    }

    // Then: within three standard errors (1.7 %) and two points for the method's own small-n error
    assertThat(covered / (double) trials).isCloseTo(0.9, within(0.07));
  }

  @Test
  void shouldCoverTheExpectedFrechetDistanceAtThisSampleSize() {
    // Given
    Gaussian reference = Gaussian.of(set(0, 400, 0, 1));
    double expected = 0;
    for (int i = 0; i < 400; i++) {
      expected += FrechetDistance.between(Gaussian.of(set(1000 + i, N, 0.3, 0.8)), reference) / 400;
    }

    // When
    int trials = 120;
    int covered = 0;
    for (int trial = 0; trial < trials; trial++) {
      Statistic distance = FrechetDistance.statistic(set(5000 + trial, N, 0.3, 0.8), reference);
      Estimate estimate = new Bootstrap(200, 0.9, trial).estimate(distance);
      covered += estimate.interval().contains(expected) ? 1 : 0;
    }

    // Then: three standard errors are 8 %
    assertThat(covered / (double) trials).isCloseTo(0.9, within(0.08));
  }

  @Test
  void shouldHoldTheMeasuredDistanceThatBootstrapReplicatesExceed() {
    // Given
    Gaussian reference = Gaussian.of(set(0, 400, 0, 1));
    Statistic distance = FrechetDistance.statistic(set(1, N, 0, 1), reference);

    // When
    Estimate estimate = new Bootstrap(200, 0.95, 7).estimate(distance);

    // Then: resampling with replacement would put the value below every replicate
    assertThat(estimate.interval().contains(estimate.value())).isTrue();
    for (int r = 0; r < 50; r++) {
      int[] drawn = Resampling.WITH_REPLACEMENT.draw(new NoiseKey(3, 0, r, N, "test"), N);
      assertThat(distance.of(drawn)).isGreaterThan(estimate.interval().high());
    }
  }

  @Test
  void shouldFindADifferenceOnPairedItemsThatSeparateIntervalsHide() {
    // Given: the second condition is the first plus a small, nearly constant amount
    float[] normal = Noise.gaussian(new NoiseKey(2, 0, 0, 0, "test"), 2 * N);
    double[] first = new double[N];
    double[] second = new double[N];
    for (int i = 0; i < N; i++) {
      first[i] = normal[i];
      second[i] = normal[i] + 0.05 + 0.02 * normal[N + i];
    }
    Bootstrap bootstrap = new Bootstrap(500, 0.95, 1);

    // When
    Comparison comparison = bootstrap.compare(new Mean(second), new Mean(first));

    // Then
    assertThat(comparison.excludesZero()).isTrue();
    assertThat(comparison.interval().contains(0.05)).isTrue();
    assertThat(bootstrap.estimate(new Mean(first)).interval().contains(comparison.difference()))
        .isTrue();
  }

  @Test
  void shouldFindNoDifferenceOfDistancesWhereThereIsNone() {
    // Given
    Gaussian reference = Gaussian.of(set(0, 400, 0, 1));
    Bootstrap bootstrap = new Bootstrap(200, 0.95, 1);
    int trials = 60;
    int found = 0;

    // When
    for (int trial = 0; trial < trials; trial++) {
      Statistic a = FrechetDistance.statistic(set(2 * trial + 100, N, 0.2, 1), reference);
      Statistic b = FrechetDistance.statistic(set(2 * trial + 101, N, 0.2, 1), reference);
      found += bootstrap.compare(a, b).excludesZero() ? 1 : 0;
    }

    // Then: 3 of 60 are expected; more than 8 has a probability below 1 %
    assertThat(found).isLessThanOrEqualTo(8);
  }

  @Test
  void shouldGiveEqualIntervalsForEqualSeeds() {
    Statistic distance = FrechetDistance.statistic(set(1, N, 0, 1), Gaussian.of(set(0, 100, 0, 1)));

    Estimate once = new Bootstrap(50, 0.9, 5).estimate(distance);

    assertThat(new Bootstrap(50, 0.9, 5).estimate(distance)).isEqualTo(once);
    assertThat(new Bootstrap(50, 0.9, 6).estimate(distance)).isNotEqualTo(once);
  }

  @Test
  void shouldGiveAPointForValuesThatAllAgree() {
    double[] values = new double[10];
    Arrays.fill(values, 3);

    Interval interval = new Bootstrap(50, 0.9, 5).estimate(new Mean(values)).interval();

    assertThat(interval).isEqualTo(new Interval(3, 3, 0.9));
  }

  @Test
  void shouldTakeUnderTwoSecondsForAThousandReplicates() {
    // Given: 128 images of 128 features; the first calls only warm the compiler up
    Statistic distance = FrechetDistance.statistic(wide(1), Gaussian.of(wide(2)));
    new Bootstrap(500, 0.95, 0).estimate(distance);

    // When
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    new Bootstrap(1000, 0.95, 1).estimate(distance);

    // Then: processor time, as other work may share the machine
    Duration spent = Duration.ofNanos(thread.getCurrentThreadCpuTime() - start);
    assertThat(spent).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldRefuseWhatGivesNoInterval() {
    assertThatThrownBy(() -> new Bootstrap(5, 0.9, 0)).hasMessageContaining("20 to 1000000, got 5");
    assertThatThrownBy(() -> new Bootstrap(50, 1, 0)).hasMessageContaining("confidence");
    Bootstrap bootstrap = new Bootstrap(50, 0.9, 0);
    assertThatThrownBy(() -> bootstrap.estimate(new Mean(new double[3])))
        .hasMessageContaining("at least 4 for an interval, got 3");
    assertThatThrownBy(() -> bootstrap.compare(new Mean(new double[5]), new Mean(new double[6])))
        .hasMessageContaining("as many in both conditions, got 5 and 6");
  }

  private static float[][] wide(int name) {
    return set(name, 128, 128, 0, 1);
  }

  private static float[][] set(int name, int n, double shift, double scale) {
    return set(name, n, D, shift, scale);
  }

  /** Gaussian rows with standard deviations that fall off as features' do. */
  private static float[][] set(int name, int n, int d, double shift, double scale) {
    float[] normal = Noise.gaussian(new NoiseKey(9, 0, name, 0, "test"), n * d);
    float[][] rows = new float[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = (float) ((scale * normal[i * d + j] + shift) / Math.sqrt(j + 1));
      }
    }
    return rows;
  }
}
