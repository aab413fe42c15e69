package org.collapselab.vision.provenance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;

/**
 * Looks for one payload. The payload is drawn without regard to any image, so to an image without
 * the mark each of the bits that carry it is a fair coin whatever the image holds, and the number
 * of matching bits is binomial: a threshold on it has an exact probability of a false positive,
 * with no assumption about images. Where several placements of the mark are tried, the probability
 * allowed is shared among them (Bonferroni).
 *
 * @param falsePositiveRate the greatest probability of taking an image without the mark for marked,
 *     above 0 and below 1
 */
public record WatermarkDetector(WatermarkScheme scheme, Payload payload, double falsePositiveRate) {

  /** The false-positive rate of a detector for which nothing else is said. */
  public static final double DEFAULT_FALSE_POSITIVE_RATE = 1e-6;

  /** Refuses a rate out of range, and one that not even all of the payload's bits can show. */
  public WatermarkDetector {
    if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
      throw new IllegalArgumentException(
          "falsePositiveRate: expected more than 0 and less than 1, got " + falsePositiveRate);
    }
    if (Binomial.fewestBelow(falsePositiveRate, payload.bits()) > payload.bits()) {
      throw new IllegalArgumentException(
          "falsePositiveRate: expected at least 2^-%d for a payload of %d bits, got %s"
              .formatted(payload.bits(), payload.bits(), falsePositiveRate));
    }
  }

  /**
   * Looks for the mark where it was put, in an image of its own size.
   *
   * @throws IllegalArgumentException if the image is too small to carry it
   */
  public Detection detect(RgbImage image) {
    return detection(whole(image), 1);
  }

  /**
   * Looks for the mark in an image that may have been resized or cropped: as the whole image
   * resized (squares only), and as a part of it at every place.
   *
   * @param width of the image that was marked
   * @param height of the image that was marked
   */
  public Detection detect(RgbImage image, int width, int height) {
    boolean same = image.width() == width && image.height() == height;
    boolean part = !same && image.width() <= width && image.height() <= height;
    boolean square = width == height && image.width() == image.height();
    if (same || !(part || square)) {
      return detect(image);
    }
    List<WatermarkScheme.Match> matches = new ArrayList<>();
    if (square) {
      matches.add(whole(Resize.toSquare(image, width)));
    }
    if (part) {
      WatermarkScheme.Reading reading = scheme.read(image, payload);
      for (int top = 0; top <= height - image.height(); top++) {
        for (int left = 0; left <= width - image.width(); left++) {
          matches.add(reading.at(BlockGrid.of(width, height), left, top));
        }
      }
    }
    WatermarkScheme.Match best =
        matches.stream()
            .min(Comparator.comparingDouble(WatermarkScheme.Match::chance))
            .orElseThrow();
    return detection(best, matches.size());
  }

  /**
   * The fewest matching bits that count as the mark.
   *
   * @param placements that are tried
   * @param bits that are seen
   */
  public int threshold(int placements, int bits) {
    return Binomial.fewestBelow(falsePositiveRate / placements, bits);
  }

  private Detection detection(WatermarkScheme.Match match, int placements) {
    return new Detection(
        match.bits(),
        match.matching(),
        placements,
        threshold(placements, match.bits()),
        Math.min(1, placements * match.chance()));
  }

  private WatermarkScheme.Match whole(RgbImage image) {
    scheme.requireRoom(image, payload.bits());
    return scheme.read(image, payload).at(BlockGrid.of(image.width(), image.height()), 0, 0);
  }
}
