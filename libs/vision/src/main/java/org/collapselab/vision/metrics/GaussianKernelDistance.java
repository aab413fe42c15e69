package org.collapselab.vision.metrics;

import org.collapselab.vision.features.Embeddings;
import org.collapselab.vision.statistics.Statistic;

/**
 * The squared maximum mean discrepancy of unit embeddings by a Gaussian kernel of width 10, times
 * 1000, in its biased form: the CMMD (Jayasumana et al., arXiv 2401.09603, and the authors' code),
 * which is defined by the embeddings of CLIP ViT-L/14 at 336 pixels and named so for other networks
 * only with the network beside it.
 */
public final class GaussianKernelDistance {

  private static final double WIDTH = 10;
  private static final double SCALE = 1000;

  private GaussianKernelDistance() {}

  /** The distance of {@code a} [N1,D] to {@code b} [N2,D]; rows need not be of unit length. */
  public static double between(float[][] a, float[][] b) {
    return statistic(a, b).value();
  }

  /**
   * The distance of {@code features} [N,D] to {@code reference} [M,D] as a statistic of the
   * features.
   *
   * @throws IllegalArgumentException if a row is zero or not finite
   */
  public static Statistic statistic(float[][] features, float[][] reference) {
    Rows.checkPair(features, reference);
    // The squared distance of two unit vectors is two less twice their product.
    return new KernelSums(
        Rows.matrix(Embeddings.unit(features)),
        Rows.matrix(Embeddings.unit(reference)),
        product -> Math.exp(-(2 - 2 * product) / (2 * WIDTH * WIDTH)),
        KernelSums.Estimator.BIASED,
        SCALE);
  }
}
