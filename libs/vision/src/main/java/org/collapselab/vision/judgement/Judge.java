package org.collapselab.vision.judgement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.features.Embeddings;
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

  private static final String AGREEMENT = "agreement";

  private final Typicality features;
  private final Typicality colours;
  private final Map<Criterion, Tail> tails;
  private final double threshold;

  private Judge(
      Typicality features, Typicality colours, Map<Criterion, Tail> tails, double threshold) {
    this.features = features;
    this.colours = colours;
    this.tails = tails;
    this.threshold = threshold;
  }

  /**
   * Learns from real images.
   *
   * @param images N real images
   * @param embeddings of the images, [N, D]; only their directions count
   * @param captionEmbeddings of the images' captions, [N, D]
   * @param falseRejectionRate the fraction of real images that may be rejected, above 0, below 1
   * @throws IllegalArgumentException if there are too few images for this rate, or the numbers of
   *     rows differ
   */
  public static Judge calibrate(
      List<RgbImage> images,
      float[][] embeddings,
      float[][] captionEmbeddings,
      double falseRejectionRate) {
    int n = images.size();
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
    if (embeddings.length != n || captionEmbeddings.length != n) {
      throw new IllegalArgumentException(
          "embeddings: expected a row for each of %d images, got %d and %d"
              .formatted(n, embeddings.length, captionEmbeddings.length));
    }
    List<PixelMeasures> pixels = images.stream().map(PixelMeasures::of).toList();
    double[][] directions =
        Arrays.stream(embeddings).map(Judge::direction).toArray(double[][]::new);
    double[][] colours = pixels.stream().map(Judge::colour).toArray(double[][]::new);
    double[] featureDistances = Typicality.crossFit(directions);
    double[] colourDistances = Typicality.crossFit(colours);
    double[] agreement = Alignment.cosines(embeddings, captionEmbeddings);

    List<Map<String, Double>> scores = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      scores.add(scores(pixels.get(i), featureDistances[i], colourDistances[i], agreement[i]));
    }
    Map<Criterion, Tail> tails = new EnumMap<>(Criterion.class);
    for (Criterion criterion : Criterion.values()) {
      tails.put(
          criterion,
          Tail.of(
              scores.stream()
                  .mapToDouble(own -> criterion.badness(own.get(criterion.score())))
                  .toArray()));
    }
    double[] least = new double[n];
    Arrays.setAll(least, i -> leastWithoutItself(tails, scores.get(i)));
    Arrays.sort(least);
    return new Judge(Typicality.of(directions), Typicality.of(colours), tails, least[rejected - 1]);
  }

  /**
   * Judges an image.
   *
   * @param embedding of the image, [D], by the network of the calibration
   * @param captionEmbedding of the caption it should show, [D]
   */
  public Verdict judge(RgbImage image, float[] embedding, float[] captionEmbedding) {
    PixelMeasures pixels = PixelMeasures.of(image);
    double agreement = Alignment.cosine(embedding, captionEmbedding);
    SortedMap<String, Double> scores =
        scores(
            pixels,
            features.distance(direction(embedding)),
            colours.distance(colour(pixels)),
            agreement);
    double least = 1;
    List<String> reasons = new ArrayList<>();
    for (Criterion criterion : Criterion.values()) {
      double value = scores.get(criterion.score());
      double beyond = tails.get(criterion).beyond(criterion.badness(value));
      least = Math.min(least, beyond);
      if (beyond < threshold) {
        reasons.add(criterion.reason(value, beyond));
      }
    }
    double asLow = tails.get(Criterion.OFF_PROMPT).beyond(Criterion.OFF_PROMPT.badness(agreement));
    scores.put("agreementPercentile", 100 * asLow);
    scores.put(Verdict.TYPICALITY, least);
    return new Verdict(reasons.isEmpty(), scores, reasons);
  }

  private static double leastWithoutItself(Map<Criterion, Tail> tails, Map<String, Double> scores) {
    double least = 1;
    for (Criterion criterion : Criterion.values()) {
      double badness = criterion.badness(scores.get(criterion.score()));
      least = Math.min(least, tails.get(criterion).without(badness).beyond(badness));
    }
    return least;
  }

  private static SortedMap<String, Double> scores(
      PixelMeasures pixels, double featureDistance, double colourDistance, double agreement) {
    SortedMap<String, Double> scores = new TreeMap<>();
    scores.put("deviation", pixels.deviation());
    scores.put("entropy", pixels.entropy());
    scores.put("sharpness", pixels.sharpness());
    scores.put("colourDistance", colourDistance);
    scores.put("featureDistance", featureDistance);
    scores.put(AGREEMENT, agreement);
    return scores;
  }

  private static double[] direction(float[] embedding) {
    float[] unit = Embeddings.unit(embedding);
    double[] direction = new double[unit.length];
    Arrays.setAll(direction, i -> unit[i]);
    return direction;
  }

  private static double[] colour(PixelMeasures pixels) {
    return pixels.colour().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
