package org.collapselab.evaluator.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Images;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Floor;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.recipe.EvaluationParameters;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.vision.evaluation.FeatureComparison;
import org.collapselab.vision.evaluation.Measure;
import org.collapselab.vision.metrics.Alignment;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Statistic;

/** Computes the metrics of an evaluation. */
@ApplicationScoped
class Measurement {

  private static final String NETWORK = "-small-clip";
  private static final String HELD_OUT = "-held-out";

  // An interval needs so many items.
  private static final int FEWEST_IMAGES = 4;

  private final Images images;
  private final SmallClips clips;
  private final RealReferences references;

  Measurement(ArtifactStore store, SmallClips clips, RealReferences references) {
    this.images = new Images(store);
    this.clips = clips;
    this.references = references;
  }

  /** The metrics of an evaluation whose images are all in the store. */
  List<Metric> of(EvaluationRow evaluation, List<EvaluationImageRow> rows) {
    EvaluationRecipe recipe = evaluation.recipe();
    EvaluationParameters parameters = recipe.evaluation();
    Bootstrap bootstrap =
        new Bootstrap(parameters.bootstrapReplicates(), parameters.confidence(), parameters.seed());
    List<EvaluationImageRow> seen = rows.stream().filter(row -> !row.heldOut).toList();
    List<EvaluationImageRow> heldOut = rows.stream().filter(row -> row.heldOut).toList();
    float[][] features = features(evaluation.base(), seen);
    RealReference reference =
        references.get(recipe.realDataset(), evaluation.base(), seen.size(), parameters);

    FeatureComparison comparison = reference.compare(features);
    List<Metric> metrics = new ArrayList<>();
    for (String label : parameters.measured()) {
      Measure measure = Measure.of(label);
      Optional<Floor> floor = reference.floor(measure);
      String name = label + NETWORK;
      if (measure == Measure.ALIGNMENT) {
        Statistic alignment = alignment(evaluation.base(), features, seen);
        metrics.add(metric(name, recipe, measure.estimate(alignment, bootstrap), floor));
        if (heldOut.size() >= FEWEST_IMAGES) {
          float[][] others = features(evaluation.base(), heldOut);
          alignment = alignment(evaluation.base(), others, heldOut);
          Estimate estimate = measure.estimate(alignment, bootstrap);
          metrics.add(metric(name + HELD_OUT, recipe, estimate, floor));
        }
      } else if (comparison.allows(measure)) {
        Estimate estimate = measure.estimate(comparison.statistic(measure), bootstrap);
        metrics.add(metric(name, recipe, estimate, floor));
      }
    }
    return metrics;
  }

  private float[][] features(Key base, List<EvaluationImageRow> rows) {
    return clips.images(
        base,
        rows.stream().map(row -> row.image).toList(),
        key -> ImageDecoder.decode(images.get(Key.parse(key)), key));
  }

  private Statistic alignment(Key base, float[][] features, List<EvaluationImageRow> rows) {
    float[][] prompts = clips.texts(base, rows.stream().map(row -> row.caption).toList());
    return Alignment.statistic(features, prompts);
  }

  private static Metric metric(
      String name, EvaluationRecipe recipe, Estimate estimate, Optional<Floor> floor) {
    return new Metric(
        name,
        recipe.network(),
        estimate.value(),
        estimate.interval().low(),
        estimate.interval().high(),
        estimate.interval().confidence(),
        estimate.n(),
        floor);
  }
}
