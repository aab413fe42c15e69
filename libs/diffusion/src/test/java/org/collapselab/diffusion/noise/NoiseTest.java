package org.collapselab.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoiseTest {

  private static final int N = 1 << 17;
  private static final NoiseKey KEY = new NoiseKey(42, 1, 7, 0, "training");

  // Five standard errors: a wrong generator is caught, and the fixed key never flickers.
  private static final double FIVE_SIGMA = 5 / Math.sqrt(N);

  @Test
  void gaussianHasTheMomentsOfTheStandardNormal() {
    // When
    float[] x = Noise.gaussian(KEY, N);

    // Then
    assertThat(moment(x, 1)).isCloseTo(0, within(FIVE_SIGMA));
    assertThat(moment(x, 2)).isCloseTo(1, within(FIVE_SIGMA * Math.sqrt(2)));
    assertThat(moment(x, 3)).isCloseTo(0, within(FIVE_SIGMA * Math.sqrt(15)));
    assertThat(moment(x, 4)).isCloseTo(3, within(FIVE_SIGMA * Math.sqrt(96)));
  }

  @Test
  void gaussianFollowsTheNormalDistributionFunction() {
    // Given Phi at -1, 0, 1, 2
    double[] points = {-1, 0, 1, 2};
    double[] expected = {0.158655254, 0.5, 0.841344746, 0.977249868};

    // When
    float[] x = Noise.gaussian(KEY, N);

    // Then
    for (int i = 0; i < points.length; i++) {
      double limit = points[i];
      double below = IntStream.range(0, N).filter(j -> x[j] <= limit).count() / (double) N;
      double error = FIVE_SIGMA * Math.sqrt(expected[i] * (1 - expected[i]));
      assertThat(below).isCloseTo(expected[i], within(error));
    }
  }

  @Test
  void neighbouringKeysAndLagsAreUncorrelated() {
    // Given
    float[] x = Noise.gaussian(KEY, N);
    List<NoiseKey> neighbours =
        List.of(
            new NoiseKey(43, 1, 7, 0, "training"),
            new NoiseKey(42, 2, 7, 0, "training"),
            new NoiseKey(42, 1, 8, 0, "training"),
            new NoiseKey(42, 1, 7, 1, "training"),
            new NoiseKey(42, 1, 7, 0, "evaluation"),
            KEY.forPurpose("posterior"));

    // When / Then
    for (NoiseKey neighbour : neighbours) {
      assertThat(correlation(x, Noise.gaussian(neighbour, N), 0))
          .describedAs("%s", neighbour)
          .isCloseTo(0, within(FIVE_SIGMA));
    }
    for (int lag = 1; lag <= 8; lag++) {
      assertThat(correlation(x, x, lag)).isCloseTo(0, within(FIVE_SIGMA));
    }
  }

  @Test
  void aLongerDrawBeginsWithTheShorterOne() {
    // Given
    float[] all = Noise.gaussian(KEY, 64);

    // When / Then
    for (int n = 0; n <= 64; n++) {
      assertThat(Noise.gaussian(KEY, n)).containsExactly(Arrays.copyOf(all, n));
    }
  }

  @Test
  void anOffHeapBufferGetsTheSameNumbers() {
    // Given
    FloatBuffer buffer = ByteBuffer.allocateDirect(33 * Float.BYTES).asFloatBuffer();

    // When
    Noise.of(KEY).gaussian(buffer);

    // Then
    float[] values = new float[33];
    buffer.flip().get(values);
    assertThat(values).containsExactly(Noise.gaussian(KEY, 33));
  }

  @Test
  void theBytesOfADrawNeverChange() throws Exception {
    // Given
    float[] x = Noise.gaussian(KEY, 4 * 64 * 64);
    ByteBuffer bytes = ByteBuffer.allocate(x.length * Float.BYTES);
    bytes.asFloatBuffer().put(x);

    // When
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());

    // Then
    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("1832321fa93dbb4d360ff2aa1f18ce08130256020f6e8cbea6e906492f773264");
  }

  @Test
  void uniformIntsFillTheirRangeEvenly() {
    // Given
    int bound = 1000;
    Noise noise = Noise.of(KEY);
    int[] counts = new int[bound];

    // When
    IntStream.range(0, N).forEach(i -> counts[noise.uniformInt(i, bound)]++);

    // Then chi-squared with 999 degrees of freedom lies within five standard deviations
    double expected = (double) N / bound;
    double chiSquared =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    assertThat(chiSquared).isCloseTo(999, within(5 * Math.sqrt(2 * 999)));
  }

  @Test
  void aBoundThatIsNotPositiveIsRefused() {
    assertThatThrownBy(() -> Noise.of(KEY).uniformInt(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bound must be positive, was 0");
  }

  private static double moment(float[] x, int power) {
    return IntStream.range(0, x.length).mapToDouble(i -> Math.pow(x[i], power)).sum() / x.length;
  }

  private static double correlation(float[] x, float[] y, int lag) {
    int n = x.length - lag;
    return IntStream.range(0, n).mapToDouble(i -> (double) x[i] * y[i + lag]).sum() / n;
  }
}
