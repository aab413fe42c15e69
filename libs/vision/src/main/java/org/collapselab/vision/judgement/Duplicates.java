package org.collapselab.vision.judgement;

import java.util.ArrayList;
import java.util.List;
import org.collapselab.vision.features.Embeddings;
import org.collapselab.vision.statistics.Quantiles;

/**
 * Finds pairs of images that are nearer to each other than real images are: a model that repeats
 * itself.
 *
 * @param threshold the cosine that this fraction of real images exceed to the nearest other real
 *     image
 */
public record Duplicates(double threshold) {

  /**
   * Learns how near real images are.
   *
   * @param embeddings of real images, [N, D], N at least 2
   * @param rate the fraction of real images that may be taken for duplicates
   */
  public static Duplicates calibrate(float[][] embeddings, double rate) {
    double[] nearest = new NearestDirection(Embeddings.unit(embeddings)).similarities();
    return new Duplicates(Quantiles.of(nearest).at(1 - rate));
  }

  /**
   * Two images.
   *
   * @param first the index of the one
   * @param second the index of the other, which is larger
   */
  public record Pair(int first, int second, double cosine) {}

  /** The pairs among images whose cosine is above the threshold. */
  public List<Pair> among(float[][] embeddings) {
    float[][] directions = Embeddings.unit(embeddings);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < directions.length; i++) {
      for (int j = i + 1; j < directions.length; j++) {
        double cosine = NearestDirection.cosine(directions[i], directions[j]);
        if (cosine > threshold) {
          pairs.add(new Pair(i, j, cosine));
        }
      }
    }
    return List.copyOf(pairs);
  }
}
