package org.collapselab.evaluator.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Floor;
import org.collapselab.contracts.recipe.EvaluationParameters;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.vision.evaluation.FeatureFloors;
import org.collapselab.vision.evaluation.Measure;
import org.collapselab.vision.metrics.Alignment;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.RealFloor;

/**
 * The references, computed once for a data set, a network and a number of images.
 *
 * <p>The floor sets as many real images aside as generated ones are measured, or the half of them
 * if there are fewer than twice as many, and measures them against the rest; the mean over random
 * splits is the floor. Generated images are measured against the rest of one such split, so both
 * have the same sizes on both sides, and with them the same bias.
 */
@ApplicationScoped
class RealReferences {

  private static final int CAPACITY = 8;
  private static final int SPLITS = 50;

  private final RealDatasets realDatasets;
  private final EvaluationStore store;
  private final SmallClips clips;
  private final Map<Name, RealReference> cached = new LruMap<>(CAPACITY);

  RealReferences(ArtifactStore artifacts, EvaluationStore store, SmallClips clips) {
    this.realDatasets = new RealDatasets(artifacts);
    this.store = store;
    this.clips = clips;
  }

  private record Name(Key realDataset, Key base, int images, EvaluationParameters parameters) {}

  /**
   * The reference.
   *
   * @param images how many generated images are to be compared
   */
  synchronized RealReference get(
      Key realDataset, Key base, int images, EvaluationParameters parameters) {
    return cached.computeIfAbsent(new Name(realDataset, base, images, parameters), this::compute);
  }

  private RealReference compute(Name name) {
    RealDatasetRecipe recipe = store.realDataset(name.realDataset());
    float[][] features =
        clips.images(
            name.base(),
            recipe.images().stream().map(image -> image.image().value()).toList(),
            key -> ImageDecoder.decode(realDatasets.image(Key.parse(key)), key));
    float[][] captions =
        clips.texts(name.base(), recipe.images().stream().map(RealImage::caption).toList());
    EvaluationParameters parameters = name.parameters();
    int aside = Math.min(name.images(), features.length / 2);
    List<Measure> measures = parameters.measured().stream().map(Measure::of).toList();
    RealFloor floor = new RealFloor(SPLITS, parameters.confidence(), parameters.seed());
    Bootstrap bootstrap =
        new Bootstrap(parameters.bootstrapReplicates(), parameters.confidence(), parameters.seed());
    Map<Measure, Floor> floors = new EnumMap<>(Measure.class);
    FeatureFloors.of(floor, features, aside, measures)
        .forEach((measure, estimate) -> floors.put(measure, floor(estimate)));
    floors.put(
        Measure.ALIGNMENT,
        floor(Measure.ALIGNMENT.estimate(Alignment.statistic(features, captions), bootstrap)));
    return new RealReference(rest(features, aside, parameters.seed()), floors);
  }

  private static float[][] rest(float[][] features, int aside, long seed) {
    Permutation order = Permutation.of(new NoiseKey(seed, 0, 0, 0, "reference"), features.length);
    float[][] rest = new float[features.length - aside][];
    Arrays.setAll(rest, i -> features[order.at(aside + i)]);
    return rest;
  }

  private static Floor floor(Estimate estimate) {
    return new Floor(
        estimate.value(), estimate.interval().low(), estimate.interval().high(), estimate.n());
  }
}
