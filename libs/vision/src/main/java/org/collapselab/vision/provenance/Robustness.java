package org.collapselab.vision.provenance;

import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Proportion;

/**
 * How often a watermark is still found after something happened to an image.
 *
 * @param attack what happened
 * @param bitErrorRate the mean share of the payload's bits that were lost, at the best placement
 * @param detected the share of marked images in which the mark was found
 * @param falselyDetected the share of images without the mark in which it was found after the same
 */
public record Robustness(
    String attack, double bitErrorRate, Estimate detected, Estimate falselyDetected) {

  private static final double CONFIDENCE = 0.95;

  /**
   * Marks images, attacks them and looks for the mark.
   *
   * @param images of one size
   */
  public static Robustness of(WatermarkDetector detector, Attack attack, List<RgbImage> images) {
    int found = 0;
    int wrong = 0;
    double errors = 0;
    for (int i = 0; i < images.size(); i++) {
      RgbImage image = images.get(i);
      RgbImage marked = detector.scheme().embed(image, detector.payload());
      Detection detection = detector.detect(attack.apply(marked, i), image.width(), image.height());
      found += detection.detected() ? 1 : 0;
      errors += detection.bitErrorRate();
      Detection unmarked = detector.detect(attack.apply(image, i), image.width(), image.height());
      wrong += unmarked.detected() ? 1 : 0;
    }
    int n = images.size();
    return new Robustness(
        attack.title(),
        errors / n,
        Proportion.of(found, n, CONFIDENCE),
        Proportion.of(wrong, n, CONFIDENCE));
  }

  /** The mean peak signal-to-noise ratio of the marked images, in decibels. */
  public static double fidelity(WatermarkDetector detector, List<RgbImage> images) {
    List<Double> decibels = new ArrayList<>();
    for (RgbImage image : images) {
      RgbImage marked = detector.scheme().embed(image, detector.payload());
      double squares = 0;
      for (int i = 0; i < image.rgb().length; i++) {
        double change = (image.rgb()[i] & 0xff) - (marked.rgb()[i] & 0xff);
        squares += change * change / image.rgb().length;
      }
      decibels.add(10 * Math.log10(255 * 255 / squares));
    }
    return decibels.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
