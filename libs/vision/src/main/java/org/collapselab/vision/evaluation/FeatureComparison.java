package org.collapselab.vision.evaluation;

import java.util.function.Supplier;
import org.collapselab.vision.metrics.FrechetDistance;
import org.collapselab.vision.metrics.Gaussian;
import org.collapselab.vision.metrics.GaussianKernelDistance;
import org.collapselab.vision.metrics.KernelDistance;
import org.collapselab.vision.metrics.PrecisionRecall;
import org.collapselab.vision.metrics.VendiScore;
import org.collapselab.vision.statistics.Statistic;

/**
 * The features of generated images against those of real ones. What several measures need is made
 * once, when the first asks for it. Not safe for use by several threads.
 */
public final class FeatureComparison {

  /** The neighbour that a manifold's balls reach to, as the field has it. */
  private static final int NEIGHBOUR = 5;

  /** A half of so many images still has that neighbour. */
  private static final int FEWEST_FOR_MANIFOLDS = 2 * NEIGHBOUR + 2;

  private final float[][] generated;
  private final float[][] real;
  private final Supplier<Gaussian> reference;
  private PrecisionRecall manifolds;

  /** Compares {@code generated} [N,D] to {@code real} [M,D]. */
  public FeatureComparison(float[][] generated, float[][] real) {
    this(generated, real, () -> Gaussian.of(real));
  }

  /**
   * As the other.
   *
   * @param reference the moments of the real images, asked for once for each distance
   */
  public FeatureComparison(float[][] generated, float[][] real, Supplier<Gaussian> reference) {
    this.generated = generated.clone();
    this.real = real.clone();
    this.reference = reference;
  }

  /** Whether there are enough images of both kinds for a measure and its interval. */
  public boolean allows(Measure measure) {
    return allows(measure, Math.min(generated.length, real.length));
  }

  /** Whether so many images of the rarer kind are enough. */
  static boolean allows(Measure measure, int fewest) {
    return switch (measure) {
      case PRECISION, RECALL, DENSITY, COVERAGE -> fewest >= FEWEST_FOR_MANIFOLDS;
      case FRECHET, KERNEL, GAUSSIAN_KERNEL, VENDI -> fewest >= 4;
      case ALIGNMENT, COLOUR -> false;
    };
  }

  /**
   * The measure as a statistic of the generated images.
   *
   * @throws IllegalArgumentException if it is not of features
   */
  public Statistic statistic(Measure measure) {
    return switch (measure) {
      case FRECHET -> FrechetDistance.statistic(generated, reference.get());
      case KERNEL -> KernelDistance.statistic(generated, real);
      case GAUSSIAN_KERNEL -> GaussianKernelDistance.statistic(generated, real);
      case PRECISION -> manifolds().precision();
      case RECALL -> manifolds().recall();
      case DENSITY -> manifolds().density();
      case COVERAGE -> manifolds().coverage();
      case VENDI -> VendiScore.statistic(generated);
      case ALIGNMENT, COLOUR -> throw notOfFeatures(measure);
    };
  }

  /** The value alone. */
  public double value(Measure measure) {
    return measure == Measure.FRECHET
        ? FrechetDistance.between(Gaussian.of(generated), reference.get())
        : statistic(measure).value();
  }

  private PrecisionRecall manifolds() {
    if (manifolds == null) {
      manifolds = PrecisionRecall.of(generated, real, NEIGHBOUR);
    }
    return manifolds;
  }

  private static IllegalArgumentException notOfFeatures(Measure measure) {
    return new IllegalArgumentException(
        "measure: expected one of features alone, got " + measure.label());
  }
}
