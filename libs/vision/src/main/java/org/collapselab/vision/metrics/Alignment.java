package org.collapselab.vision.metrics;

import java.util.Arrays;
import org.collapselab.vision.statistics.Mean;
import org.collapselab.vision.statistics.Statistic;

/**
 * How well images match their captions: 100 times the mean cosine of image and text embeddings.
 *
 * <p>The mean may be negative and is not clipped. Hessel et al. (arXiv 2104.08718) define CLIPScore
 * as 2.5 max(cosine, 0) per pair; others report max(100 mean cosine, 0). Only a caller that embeds
 * with a published CLIP network may call the result a CLIP score.
 */
public final class Alignment {

  private Alignment() {}

  /**
   * The score of {@code images} [N, D] with {@code texts} [N, D], row i with row i.
   *
   * @throws IllegalArgumentException if the shapes differ, or a row is zero or not finite
   */
  public static double of(float[][] images, float[][] texts) {
    return 100 * Arrays.stream(cosines(images, texts)).average().orElseThrow();
  }

  /** The score as a statistic of the pairs. */
  public static Statistic statistic(float[][] images, float[][] texts) {
    return new Mean(Arrays.stream(cosines(images, texts)).map(cosine -> 100 * cosine).toArray());
  }

  /**
   * CLIPScore as Hessel et al. define it, on a scale of 0 to 2.5: the mean of 2.5 max(cosine, 0).
   *
   * @param cosines of the pairs
   */
  public static double clipScoreOfHessel(double[] cosines) {
    return Arrays.stream(cosines).map(cosine -> 2.5 * Math.max(cosine, 0)).average().orElseThrow();
  }

  /** The cosine of each pair, [N], each within -1 to 1. */
  public static double[] cosines(float[][] images, float[][] texts) {
    if (images.length != texts.length) {
      throw new IllegalArgumentException(
          "texts: expected " + images.length + " rows as of images, got " + texts.length);
    }
    Rows.dimension(images);
    double[] cosines = new double[images.length];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = cosine(images[i], texts[i]);
    }
    return cosines;
  }

  /** The cosine of two embeddings of equal length. */
  public static double cosine(float[] a, float[] b) {
    Rows.check(a, a.length);
    Rows.check(b, a.length);
    double dot = 0;
    double normA = 0;
    double normB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      normA += (double) a[i] * a[i];
      normB += (double) b[i] * b[i];
    }
    if (normA == 0 || normB == 0) {
      throw new IllegalArgumentException("embedding: expected a vector other than zero");
    }
    return Math.max(-1, Math.min(1, dot / (Math.sqrt(normA) * Math.sqrt(normB))));
  }
}
