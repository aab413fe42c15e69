package org.collapselab.vision.metrics;

import java.util.function.DoubleUnaryOperator;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.vision.statistics.Resampling;
import org.collapselab.vision.statistics.Statistic;
import org.ejml.data.DMatrixRMaj;

/**
 * The squared maximum mean discrepancy of a resampled set to a fixed reference (Gretton et al.,
 * JMLR 13, 2012). The kernel is evaluated once for every pair; what is kept are its sums over pairs
 * of groups of images, and a replicate only adds those. Few images are a group each, many are put
 * into random groups, which are then resampled as wholes: the value stays exact, and memory
 * bounded.
 */
final class KernelSums implements Statistic {

  /** Up to so many images each is its own group. */
  private static final int FEW = 1024;

  /** How many groups more images are put into. */
  private static final int GROUPS = 128;

  /** Whether an image is compared with itself, and so whether the estimate is biased. */
  enum Estimator {
    UNBIASED,
    BIASED
  }

  private final double[][] within;
  private final double[] diagonal;
  private final double[] across;
  private final int[] sizes;
  private final int images;
  private final double reference;
  private final Estimator estimator;
  private final double factor;

  /**
   * The discrepancy of {@code features} [N,D] to {@code reference} [M,D].
   *
   * @param kernel of the inner product of two rows
   * @param factor what the discrepancy is multiplied with
   */
  KernelSums(
      DMatrixRMaj features,
      DMatrixRMaj reference,
      DoubleUnaryOperator kernel,
      Estimator estimator,
      double factor) {
    this.images = features.numRows;
    this.estimator = estimator;
    this.factor = factor;
    int[] groups = groups(images);
    int count = Math.min(images, images <= FEW ? FEW : GROUPS);
    this.within = new double[count][count];
    this.diagonal = new double[count];
    this.across = new double[count];
    this.sizes = new int[count];
    for (int group : groups) {
      sizes[group]++;
    }
    int m = reference.numRows;
    new InnerProducts(features, features)
        .forEachRow(
            (i, values, offset) -> {
              for (int j = 0; j < images; j++) {
                within[groups[i]][groups[j]] += kernel.applyAsDouble(values[offset + j]);
              }
              diagonal[groups[i]] += kernel.applyAsDouble(values[offset + i]);
            });
    new InnerProducts(features, reference)
        .forEachRow((i, values, offset) -> across[groups[i]] += sum(kernel, values, offset, m) / m);
    double[] others = new double[1];
    new InnerProducts(reference, reference)
        .forEachRow(
            (i, values, offset) -> {
              others[0] += sum(kernel, values, offset, m);
              if (estimator == Estimator.UNBIASED) {
                others[0] -= kernel.applyAsDouble(values[offset + i]);
              }
            });
    this.reference = others[0] / pairs(m);
  }

  /** The group of each image. */
  private static int[] groups(int images) {
    int[] groups = new int[images];
    Permutation order = Permutation.of(new NoiseKey(0, 0, 0, images, "kernel-groups"), images);
    for (int i = 0; i < images; i++) {
      groups[i] = images <= FEW ? i : order.at(i) % GROUPS;
    }
    return groups;
  }

  @Override
  public int size() {
    return sizes.length;
  }

  @Override
  public int images() {
    return images;
  }

  @Override
  public double of(int[] multiplicities) {
    double total = 0;
    double own = 0;
    double cross = 0;
    for (int g = 0; g < sizes.length; g++) {
      if (multiplicities[g] == 0) {
        continue;
      }
      double row = estimator == Estimator.UNBIASED ? -diagonal[g] : 0;
      for (int h = 0; h < sizes.length; h++) {
        row += multiplicities[h] * within[g][h];
      }
      own += multiplicities[g] * row;
      cross += multiplicities[g] * across[g];
      total += (double) multiplicities[g] * sizes[g];
    }
    return factor * (own / pairs(total) + reference - 2 * cross / total);
  }

  @Override
  public Resampling resampling() {
    return Resampling.HALVES;
  }

  private double pairs(double n) {
    return estimator == Estimator.UNBIASED ? n * (n - 1) : n * n;
  }

  private static double sum(DoubleUnaryOperator kernel, double[] values, int offset, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += kernel.applyAsDouble(values[offset + j]);
    }
    return sum;
  }
}
