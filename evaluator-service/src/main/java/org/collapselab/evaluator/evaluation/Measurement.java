package org.collapselab.evaluator.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.collapselab.vision.metrics.Alignment;
import org.collapselab.vision.metrics.FrechetDistance;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Mean;
import org.collapselab.vision.statistics.Statistic;

/** Computes the metrics of an evaluation. */
@ApplicationScoped
class Measurement {

  static final String FD = "fd-small-clip";
  static final String ALIGNMENT = "alignment-small-clip";
  static final String HELD_OUT_ALIGNMENT = "alignment-small-clip-held-out";

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

    List<Metric> metrics = new ArrayList<>();
    Statistic distance = FrechetDistance.statistic(features, reference.rest());
    metrics.add(
        metric(FD, recipe, bootstrap.estimate(distance), Optional.of(reference.distanceFloor())));
    metrics.add(
        metric(
            ALIGNMENT,
            recipe,
            bootstrap.estimate(alignment(evaluation.base(), features, seen)),
            Optional.of(reference.alignmentFloor())));
    if (heldOut.size() >= FEWEST_IMAGES) {
      float[][] others = features(evaluation.base(), heldOut);
      metrics.add(
          metric(
              HELD_OUT_ALIGNMENT,
              recipe,
              bootstrap.estimate(alignment(evaluation.base(), others, heldOut)),
              Optional.of(reference.alignmentFloor())));
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
    return percent(Alignment.cosines(features, prompts));
  }

  /** 100 times the mean cosine, as the field reports it. */
  static Mean percent(double[] cosines) {
    return new Mean(Arrays.stream(cosines).map(cosine -> 100 * cosine).toArray());
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
