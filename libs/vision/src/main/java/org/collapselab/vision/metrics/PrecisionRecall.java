package org.collapselab.vision.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.collapselab.vision.statistics.Mean;
import org.collapselab.vision.statistics.Resampling;
import org.collapselab.vision.statistics.Statistic;
import org.ejml.data.DMatrixRMaj;

/**
 * Precision and recall of manifolds of k-nearest-neighbour balls (Kynkäänniemi et al., arXiv
 * 1904.06991), and density and coverage, which do not let one outlier claim much (Naeem et al.,
 * arXiv 2002.09797). A ball's radius is the distance to the k-th nearest other image of its own
 * set, and its border is outside.
 *
 * <p>As statistics they are functions of the generated images; the real ones stay as they are.
 */
public final class PrecisionRecall {

  /** Neighbours kept of each generated image, enough to find k among a half of the images. */
  private static final int KEPT = 64;

  /** An image of the other set and its squared distance. */
  private record Near(int image, double distance) {}

  private final int k;
  private final int reals;

  /** How many real balls each generated image lies in. */
  private final int[] balls;

  /** The generated images in each real image's ball. */
  private final List<List<Integer>> inBall = new ArrayList<>();

  /** The real images within each generated image's horizon. */
  private final List<List<Near>> nearReals = new ArrayList<>();

  private final Nearest neighbours;

  private PrecisionRecall(DMatrixRMaj generated, DMatrixRMaj real, int k) {
    this.k = k;
    this.reals = real.numRows;
    this.balls = new int[generated.numRows];
    this.neighbours = new Nearest(generated, Math.max(KEPT, 8 * k));
    for (int r = 0; r < reals; r++) {
      inBall.add(new ArrayList<>());
    }
    Nearest realNeighbours = new Nearest(real, k);
    new Distances(generated, real)
        .forEachRow(
            (g, values, offset) -> {
              List<Near> near = new ArrayList<>();
              for (int r = 0; r < reals; r++) {
                double distance = values[offset + r];
                if (distance < realNeighbours.radius(r, k)) {
                  balls[g]++;
                  inBall.get(r).add(g);
                }
                if (distance < neighbours.horizon(g)) {
                  near.add(new Near(r, distance));
                }
              }
              nearReals.add(near);
            });
  }

  /**
   * Compares {@code generated} [N,D] to {@code real} [M,D].
   *
   * @param k which neighbour a ball reaches to; the field's choice is 5
   * @throws IllegalArgumentException if a set has no k others for each of its images
   */
  public static PrecisionRecall of(float[][] generated, float[][] real, int k) {
    Rows.checkPair(generated, real);
    if (k < 1 || Math.min(generated.length, real.length) <= k) {
      throw new IllegalArgumentException(
          "images: expected more than k = %d of either kind, got %d and %d"
              .formatted(k, generated.length, real.length));
    }
    return new PrecisionRecall(Rows.matrix(generated), Rows.matrix(real), k);
  }

  /** The share of generated images that lie in a real image's ball. */
  public Statistic precision() {
    return new Mean(Arrays.stream(balls).mapToDouble(count -> count > 0 ? 1 : 0).toArray());
  }

  /** The mean number of real balls a generated image lies in, over k; may be more than 1. */
  public Statistic density() {
    return new Mean(Arrays.stream(balls).mapToDouble(count -> (double) count / k).toArray());
  }

  /** The share of real images whose ball a generated image lies in. */
  public Statistic coverage() {
    return new OfSet(balls.length) {
      @Override
      public double of(int[] multiplicities) {
        return (double)
                inBall.stream()
                    .filter(images -> images.stream().anyMatch(g -> multiplicities[g] > 0))
                    .count()
            / reals;
      }
    };
  }

  /** The share of real images that lie in a generated image's ball. */
  public Statistic recall() {
    return new OfSet(balls.length) {
      @Override
      public double of(int[] multiplicities) {
        boolean[] recalled = new boolean[reals];
        for (int g = 0; g < balls.length; g++) {
          if (multiplicities[g] > 0) {
            double radius = neighbours.radius(g, k, multiplicities);
            for (Near near : nearReals.get(g)) {
              recalled[near.image()] |= near.distance() < radius;
            }
          }
        }
        int count = 0;
        for (boolean is : recalled) {
          count += is ? 1 : 0;
        }
        return (double) count / reals;
      }
    };
  }

  /** A function of which images there are, not of how often. */
  private abstract static class OfSet implements Statistic {

    private final int size;

    OfSet(int size) {
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Resampling resampling() {
      return Resampling.HALVES;
    }
  }
}
