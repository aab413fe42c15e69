package org.collapselab.local.metrics;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.collapselab.vision.evaluation.AttributeGroups;
import org.collapselab.vision.evaluation.ImageSet;
import org.collapselab.vision.evaluation.LookedAt;
import org.collapselab.vision.evaluation.Measured;
import org.collapselab.vision.evaluation.Measuring;
import org.collapselab.vision.evaluation.SetEvaluation;
import org.collapselab.vision.features.FeatureNetwork;

/**
 * Measures a folder of generated images.
 *
 * @param network stays the caller's to close
 * @param most how many images of a folder are kept one by one
 */
public record FolderMeasurement(FeatureNetwork network, Measuring measuring, int most) {

  /** Below that the moments of all images have no interval. */
  private static final int FEWEST_KEPT = 32;

  public FolderMeasurement {
    if (most < FEWEST_KEPT) {
      throw new IllegalArgumentException(
          "keep: expected at least " + FEWEST_KEPT + " images, got " + most);
    }
  }

  /** Is told how far a folder has been looked at. */
  public interface Progress {
    void seen(String folder, int images, int of);
  }

  /** What is measured. */
  public record Folders(
      ImageSet real, ImageSet generated, Optional<ImageSet> baseline, Optional<String> attribute) {}

  /**
   * Measures.
   *
   * @throws IllegalArgumentException if the folders cannot be compared as asked
   */
  public FolderMetrics of(Folders folders, Progress progress) {
    LookedAt real = look("real", folders.real(), progress);
    LookedAt generated = look("generated", folders.generated(), progress);
    SetEvaluation evaluation = new SetEvaluation(network.facts(), measuring, real);
    Optional<FolderMetrics.Difference> difference =
        folders
            .baseline()
            .map(baseline -> difference(folders, baseline, generated, evaluation, progress));
    return new FolderMetrics(
        network.facts(),
        generated.count(),
        real.count(),
        Math.max(generated.kept().length, real.kept().length),
        evaluation.of(generated),
        folders
            .attribute()
            .map(attribute -> groups(folders, attribute, generated, real))
            .orElseGet(TreeMap::new),
        difference);
  }

  private LookedAt look(String name, ImageSet images, Progress progress) {
    return LookedAt.all(
        images,
        network,
        most,
        measuring.bootstrap().seed(),
        seen -> progress.seen(name, seen, images.size()));
  }

  private FolderMetrics.Difference difference(
      Folders folders,
      ImageSet baseline,
      LookedAt generated,
      SetEvaluation evaluation,
      Progress progress) {
    ImageSet own = folders.generated();
    if (baseline.size() != own.size()) {
      throw new IllegalArgumentException(
          "baseline: expected as many images as generated, %d, found %d"
              .formatted(own.size(), baseline.size()));
    }
    boolean paired =
        IntStream.range(0, own.size()).allMatch(i -> own.name(i).equals(baseline.name(i)));
    return new FolderMetrics.Difference(
        paired, evaluation.difference(generated, look("baseline", baseline, progress)));
  }

  private SortedMap<String, List<Measured>> groups(
      Folders folders, String attribute, LookedAt generated, LookedAt real) {
    SortedMap<String, int[]> own =
        AttributeGroups.of(folders.generated(), generated.kept(), attribute);
    if (own.isEmpty()) {
      throw new IllegalArgumentException(
          "by: no generated image has the attribute \"" + attribute + "\" in metadata.jsonl");
    }
    SortedMap<String, int[]> others = AttributeGroups.of(folders.real(), real.kept(), attribute);
    SortedMap<String, List<Measured>> groups = new TreeMap<>();
    own.forEach(
        (value, places) -> {
          boolean alike = others.containsKey(value);
          LookedAt reference = alike ? real.select(others.get(value)) : real;
          groups.put(
              attribute + " = " + value + (alike ? "" : ", against real images of any"),
              new SetEvaluation(network.facts(), measuring, reference)
                  .of(generated.select(places)));
        });
    return groups;
  }
}
