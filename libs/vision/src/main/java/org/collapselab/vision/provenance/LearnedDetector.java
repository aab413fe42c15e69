package org.collapselab.vision.provenance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.vision.features.Embeddings;
import org.collapselab.vision.judgement.NaturalSceneStatistics;
import org.collapselab.vision.statistics.AreaUnderCurve;
import org.collapselab.vision.statistics.Estimate;

/**
 * A small detector of generated images that is learned from given ones: logistic regression on the
 * direction of an image's embedding and on the {@link NaturalSceneStatistics} of its pixels.
 *
 * <p>It consists of {@value #FOLDS} regressions, each learned from all folds but one. An image that
 * was learned from is scored by the one regression that did not see it, any other image by the mean
 * of all, so that every score is of an image not learned from. Safe for use by several threads.
 */
public final class LearnedDetector {

  static final int FOLDS = 5;

  private static final int FEWEST = 2 * FOLDS;
  private static final double RIDGE = 1;

  private final LogisticRegression[] regressions;
  private final Map<String, Integer> foldOf;
  private final double[] realScores;
  private final Estimate areaUnderCurve;

  private LearnedDetector(
      LogisticRegression[] regressions,
      Map<String, Integer> foldOf,
      double[] realScores,
      Estimate areaUnderCurve) {
    this.regressions = regressions;
    this.foldOf = foldOf;
    this.realScores = realScores;
    this.areaUnderCurve = areaUnderCurve;
  }

  /**
   * An image to learn from.
   *
   * @param key its name; images of one name are kept in one fold
   * @param features as {@link #features} gives them
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Example(String key, double[] features, boolean generated) {}

  /**
   * What the detector looks at.
   *
   * @param embedding of the image, [D]; only its direction counts
   * @return [D + 36]
   */
  public static double[] features(RgbImage image, float[] embedding) {
    float[] direction = Embeddings.unit(embedding);
    double[] features = Arrays.copyOf(NaturalSceneStatistics.of(image), size(direction));
    for (int j = 0; j < direction.length; j++) {
      features[NaturalSceneStatistics.DIMENSION + j] = direction[j];
    }
    return features;
  }

  private static int size(float[] direction) {
    return NaturalSceneStatistics.DIMENSION + direction.length;
  }

  /**
   * Learns from real and generated images.
   *
   * @param seed of the folds
   * @param confidence of the interval of {@link #areaUnderCurve}
   * @throws IllegalArgumentException if there are fewer than 10 of either kind
   */
  public static LearnedDetector train(List<Example> examples, long seed, double confidence) {
    long generated = examples.stream().filter(Example::generated).count();
    if (generated < FEWEST || examples.size() - generated < FEWEST) {
      throw new IllegalArgumentException(
          "examples: expected at least %d real and %d generated images, got %d and %d"
              .formatted(FEWEST, FEWEST, examples.size() - generated, generated));
    }
    Map<String, Integer> foldOf = folds(examples, seed);
    LogisticRegression[] regressions = new LogisticRegression[FOLDS];
    for (int fold = 0; fold < FOLDS; fold++) {
      int out = fold;
      regressions[fold] = fit(examples.stream().filter(e -> foldOf.get(e.key()) != out).toList());
    }
    double[] real = scores(examples, foldOf, regressions, false);
    double[] made = scores(examples, foldOf, regressions, true);
    Arrays.sort(real);
    return new LearnedDetector(
        regressions, foldOf, real, AreaUnderCurve.of(real, made, confidence));
  }

  /** How surely an image is generated, as log odds. */
  public double score(String key, double[] features) {
    Integer fold = foldOf.get(key);
    if (fold != null) {
      return regressions[fold].logOdds(features);
    }
    double sum = 0;
    for (LogisticRegression regression : regressions) {
      sum += regression.logOdds(features);
    }
    return sum / FOLDS;
  }

  /**
   * The score above which about this fraction of real images lie: of N real images the k-th
   * greatest score, k = floor(rate (N + 1)).
   *
   * @throws IllegalArgumentException if there are too few real images for the rate
   */
  public double threshold(double falsePositiveRate) {
    int n = realScores.length;
    int above = (int) Math.floor(falsePositiveRate * (n + 1));
    if (!(falsePositiveRate > 0 && falsePositiveRate < 1) || above < 1) {
      throw new IllegalArgumentException(
          "falsePositiveRate: expected at least 1 / %d with %d real images, and less than 1, got %s"
              .formatted(n + 1, n, falsePositiveRate));
    }
    return realScores[n - above];
  }

  /**
   * How well the images that it was not learned from are told apart, by cross-validation: the
   * probability that a generated one scores above a real one. The interval takes the scores for
   * independent, which regressions that share most of their images only nearly leave them.
   */
  public Estimate areaUnderCurve() {
    return areaUnderCurve;
  }

  private static Map<String, Integer> folds(List<Example> examples, long seed) {
    List<String> keys = examples.stream().map(Example::key).distinct().sorted().toList();
    Permutation order =
        Permutation.of(new NoiseKey(seed, 0, 0, keys.size(), "detector/folds"), keys.size());
    Map<String, Integer> foldOf = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      foldOf.put(keys.get(order.at(i)), i % FOLDS);
    }
    return foldOf;
  }

  private static LogisticRegression fit(List<Example> examples) {
    double[][] rows = examples.stream().map(Example::features).toArray(double[][]::new);
    boolean[] generated = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      generated[i] = examples.get(i).generated();
    }
    return LogisticRegression.fit(rows, generated, RIDGE);
  }

  private static double[] scores(
      List<Example> examples,
      Map<String, Integer> foldOf,
      LogisticRegression[] regressions,
      boolean generated) {
    return examples.stream()
        .filter(example -> example.generated() == generated)
        .mapToDouble(example -> regressions[foldOf.get(example.key())].logOdds(example.features()))
        .toArray();
  }
}
