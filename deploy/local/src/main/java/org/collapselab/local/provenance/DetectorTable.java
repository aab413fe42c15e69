package org.collapselab.local.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.Reconstruction;
import org.collapselab.vision.features.ClipFeatures;
import org.collapselab.vision.provenance.LearnedDetector;
import org.collapselab.vision.provenance.LearnedDetector.Example;
import org.collapselab.vision.statistics.AreaUnderCurve;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Proportion;

/**
 * How well learned detectors tell generated images from real ones, as a Markdown table: one that
 * learned from generated images, and one that learned from real images as the model's autoencoder
 * gives them back, which are at hand before anything was generated.
 *
 * @param clip looks at the images
 * @param autoencoder of the model
 */
public record DetectorTable(ClipFeatures clip, Reconstruction autoencoder) {

  private static final double FALSE_POSITIVE_RATE = 0.01;

  /** Images of one kind. */
  private record Kind(String name, List<Example> examples) {

    double[] scores(LearnedDetector detector) {
      return examples.stream()
          .mapToDouble(example -> detector.score(example.key(), example.features()))
          .toArray();
    }
  }

  /**
   * The lines of the table; every image is scored by a regression that did not learn from it.
   *
   * @param side of the images, in pixels
   * @throws IllegalArgumentException if there are too few images
   */
  public List<String> of(List<RgbImage> real, List<RgbImage> generated, int side) {
    List<RgbImage> given = real.stream().map(image -> autoencoder.of(image, side)).toList();
    Kind photos = kind("real", real, false);
    Kind pictures = kind("generated", generated, true);
    Kind reconstructions = kind("reconstruction", given, true);
    List<String> lines = new ArrayList<>();
    lines.add(
        "learned detectors, 5-fold, %d real and %d generated images, network %s"
            .formatted(real.size(), generated.size(), clip.network()));
    lines.add("");
    lines.add(
        "| real and | held against | area under the curve | 95 % | found at 1 % of real | 95 % |");
    lines.add("|---|---|---|---|---|---|");
    LearnedDetector ofPictures = train(photos, pictures);
    LearnedDetector ofReconstructions = train(photos, reconstructions);
    lines.add(row(ofPictures, pictures, photos, pictures));
    lines.add(row(ofReconstructions, reconstructions, photos, pictures));
    lines.add(row(ofReconstructions, reconstructions, photos, reconstructions));
    return List.copyOf(lines);
  }

  private static LearnedDetector train(Kind real, Kind made) {
    return LearnedDetector.train(
        Stream.concat(real.examples().stream(), made.examples().stream()).toList(),
        0,
        Share.CONFIDENCE);
  }

  private static String row(LearnedDetector detector, Kind source, Kind real, Kind made) {
    double[] scores = made.scores(detector);
    Estimate area = AreaUnderCurve.of(real.scores(detector), scores, Share.CONFIDENCE);
    double threshold = detector.threshold(FALSE_POSITIVE_RATE);
    int found = (int) Arrays.stream(scores).filter(score -> score > threshold).count();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.4f | %.4f to %.4f | %s |",
        source.name(),
        made.name(),
        area.value(),
        area.interval().low(),
        area.interval().high(),
        Share.cells(Proportion.of(found, scores.length, Share.CONFIDENCE)));
  }

  private Kind kind(String name, List<RgbImage> images, boolean generated) {
    float[][] embeddings = clip.images(images);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < embeddings.length; i++) {
      double[] features = LearnedDetector.features(images.get(i), embeddings[i]);
      examples.add(new Example(name + " " + i, features, generated));
    }
    return new Kind(name, List.copyOf(examples));
  }
}
