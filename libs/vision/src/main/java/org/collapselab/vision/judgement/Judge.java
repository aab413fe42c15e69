package org.collapselab.vision.judgement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.metrics.Alignment;

/**
 * Judges decoded images against what real ones are like. By each {@link Criterion} an image has a
 * fraction of real images that do as badly; the least of the fractions is its typicality, and it is
 * rejected when that is below the k-th smallest of N real images, k = floor(rate (N + 1)). An image
 * that is exchangeable with the real ones is so rejected with a probability of about the rate (the
 * argument of conformal prediction: Vovk et al., Algorithmic Learning in a Random World, 2005,
 * section 2.2), all criteria together.
 *
 * <p>Real images score out of sample: distances by cross-fitting, fractions with the image itself
 * left out. Safe for use by several threads.
 */
public final class Judge {

  private final Policy policy;
  private final Reference reference;
  private final Map<Criterion, Tail> tails;
  private final double threshold;

  private Judge(Policy policy, Reference reference, Map<Criterion, Tail> tails, double threshold) {
    this.policy = policy;
    this.reference = reference;
    this.tails = tails;
    this.threshold = threshold;
  }

  /**
   * Learns from real images.
   *
   * @param policy what an image can be rejected for
   * @param images N real images
   * @param embeddings of the images, [N, D]; only their directions count
   * @param captionEmbeddings of the images' captions, [N, D]; without rows if they have none, and
   *     then {@link Criterion#OFF_PROMPT} cannot be a criterion
   * @param falseRejectionRate the fraction of real images that may be rejected, above 0, below 1
   * @throws IllegalArgumentException if there are too few images for this rate, or the numbers of
   *     rows differ
   */
  public static Judge calibrate(
      Policy policy,
      List<RgbImage> images,
      float[][] embeddings,
      float[][] captionEmbeddings,
      double falseRejectionRate) {
    int n = images.size();
    int rejected = rejected(falseRejectionRate, n);
    boolean captioned = captionEmbeddings.length > 0;
    if (embeddings.length != n || (captioned && captionEmbeddings.length != n)) {
      throw new IllegalArgumentException(
          "embeddings: expected a row for each of %d images, got %d and %d"
              .formatted(n, embeddings.length, captionEmbeddings.length));
    }
    requireCaptions(policy, captioned);
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      OptionalDouble agreement =
          captioned
              ? OptionalDouble.of(Alignment.cosine(embeddings[i], captionEmbeddings[i]))
              : OptionalDouble.empty();
      looks.add(Look.at(images.get(i), embeddings[i], agreement, policy));
    }
    Reference reference = Reference.of(looks, policy);
    Map<Criterion, Tail> tails = new EnumMap<>(Criterion.class);
    for (Criterion criterion : policy.criteria()) {
      tails.put(
          criterion,
          Tail.of(
              reference.own().stream()
                  .mapToDouble(own -> criterion.badness(own.get(criterion.score())))
                  .toArray()));
    }
    double[] least = new double[n];
    Arrays.setAll(least, i -> leastWithoutItself(tails, reference.own().get(i)));
    Arrays.sort(least);
    return new Judge(policy, reference, tails, least[rejected - 1]);
  }

  /** How many of N real images a rate rejects. */
  private static int rejected(double falseRejectionRate, int n) {
    if (!(falseRejectionRate > 0 && falseRejectionRate < 1)) {
      throw new IllegalArgumentException(
          "falseRejectionRate: expected more than 0 and less than 1, got " + falseRejectionRate);
    }
    int rejected = (int) Math.floor(falseRejectionRate * (n + 1));
    if (n < 20 || rejected < 1) {
      throw new IllegalArgumentException(
          "real images: expected at least %d for a false rejection rate of %s, got %d"
              .formatted(
                  Math.max(20, (long) Math.ceil(1 / falseRejectionRate) - 1),
                  falseRejectionRate,
                  n));
    }
    return rejected;
  }

  private static void requireCaptions(Policy policy, boolean captioned) {
    if (policy.has(Criterion.OFF_PROMPT) && !captioned) {
      throw new IllegalArgumentException(
          "criteria: %s expects images with captions".formatted(Criterion.OFF_PROMPT.specName()));
    }
  }

  /**
   * Judges an image.
   *
   * @param embedding of the image, [D], by the network of the calibration
   * @param captionEmbedding of the caption it should show, [D]
   */
  public Verdict judge(RgbImage image, float[] embedding, float[] captionEmbedding) {
    double agreement = Alignment.cosine(embedding, captionEmbedding);
    return judge(Look.at(image, embedding, OptionalDouble.of(agreement), policy));
  }

  /**
   * Judges an image without a caption.
   *
   * @throws IllegalArgumentException if agreement with the caption is a criterion
   */
  public Verdict judge(RgbImage image, float[] embedding) {
    requireCaptions(policy, false);
    return judge(Look.at(image, embedding, OptionalDouble.empty(), policy));
  }

  private Verdict judge(Look look) {
    SortedMap<String, Double> scores = reference.scores(look);
    double least = 1;
    List<String> reasons = new ArrayList<>();
    for (Criterion criterion : policy.criteria()) {
      double value = scores.get(criterion.score());
      double beyond = tails.get(criterion).beyond(criterion.badness(value));
      least = Math.min(least, beyond);
      if (beyond < threshold) {
        reasons.add(criterion.reason(value, beyond));
      }
      if (criterion == Criterion.OFF_PROMPT) {
        scores.put("agreementPercentile", 100 * beyond);
      }
    }
    scores.put(Verdict.TYPICALITY, least);
    return new Verdict(reasons.isEmpty(), scores, reasons);
  }

  private static double leastWithoutItself(Map<Criterion, Tail> tails, Map<String, Double> scores) {
    double least = 1;
    for (Map.Entry<Criterion, Tail> tail : tails.entrySet()) {
      double badness = tail.getKey().badness(scores.get(tail.getKey().score()));
      least = Math.min(least, tail.getValue().without(badness).beyond(badness));
    }
    return least;
  }
}
