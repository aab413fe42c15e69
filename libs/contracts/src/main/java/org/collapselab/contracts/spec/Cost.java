package org.collapselab.contracts.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an experiment takes, in an empty store. Conditions that have begun alike share their images,
 * checkpoints and evaluations, which count once.
 *
 * @param trainingImages generated for training sets, if curation rejects none
 * @param replacements that curation may ask for at most
 * @param evaluationImages generated to measure checkpoints
 * @param checkpoints trained
 * @param trainingSteps of all checkpoints
 * @param samplingPasses of the U-Net forward over one image, to generate all but replacements
 * @param trainingPasses of the U-Net forward and back over one image, to train
 * @param evaluations of checkpoints, the base included
 * @param events announced, progress of training aside
 * @param bytes in the store: checkpoints' changed weights, and PNGs at half of their pixels' size
 */
public record Cost(
    long trainingImages,
    long replacements,
    long evaluationImages,
    int checkpoints,
    long trainingSteps,
    long samplingPasses,
    long trainingPasses,
    int evaluations,
    long events,
    long bytes) {

  /**
   * Estimates an experiment.
   *
   * @param trainedBytes of the files that training changes, for each checkpoint
   */
  public static Cost of(ExperimentSpec spec, long trainedBytes) {
    return new Count(spec).cost(trainedBytes);
  }

  /** Names checkpoints by what they are made from, as recipes do, before there are any keys. */
  private static final class Count {
    private static final String BASE = "base";

    private final ExperimentSpec spec;
    // A number stands for all that a checkpoint is made from: its recipe tree has twice as many
    // nodes with every iteration.
    private final Map<String, Integer> checkpoints = new HashMap<>();
    // Sets of synthetic slots are nested, so the images of a checkpoint are those of the largest.
    private final Map<String, Integer> imagesOf = new HashMap<>();
    private final Map<String, Long> replacementsOf = new HashMap<>();
    private long events = 2;

    Count(ExperimentSpec spec) {
      this.spec = spec;
      spec.conditions().forEach(this::add);
    }

    private void add(ConditionSpec condition) {
      String parent = BASE;
      boolean fromBase = condition.from().orElse(spec.training().from()) == TrainingSpec.From.BASE;
      events++;
      for (int i = 1; i <= condition.iterations(); i++) {
        int synthetic = condition.syntheticAt(i, spec.images());
        String images = parent + "|" + i;
        imagesOf.merge(images, synthetic, Math::max);
        String dataset = synthetic + (synthetic == 0 ? "" : " of " + images);
        if (condition.curation().isPresent()) {
          CurationSpec curation = condition.curation().get();
          dataset += curation;
          replacementsOf.put(dataset, (long) synthetic * (curation.maxAttempts() - 1));
        }
        String recipe = i + " " + (fromBase ? BASE : parent) + " + " + dataset;
        checkpoints.putIfAbsent(recipe, checkpoints.size() + 1);
        parent = "#" + checkpoints.get(recipe);
        events += 2L * synthetic + shards(synthetic) + 3;
      }
    }

    private long shards(int images) {
      int size = spec.generation().shardSize();
      return ((long) images + size - 1) / size;
    }

    private long passesOfTrainingImage() {
      GenerationSpec generation = spec.generation();
      boolean fromImage = generation.mode() == GenerationSpec.Mode.IMAGE_TO_IMAGE;
      double share = fromImage ? generation.strength() : 1;
      return passes((int) (generation.steps() * share), generation.guidance());
    }

    /** Guidance takes a second pass, with the negative prompt. */
    private static long passes(int steps, double guidance) {
      return guidance > 1 ? 2L * steps : steps;
    }

    Cost cost(long trainedBytes) {
      List<Integer> images = List.copyOf(imagesOf.values());
      long trainingImages = images.stream().mapToLong(Integer::longValue).sum();
      int evaluations = checkpoints.size() + 1;
      int measured = spec.evaluation().images();
      long evaluationImages = (long) evaluations * measured;
      long trainingSteps =
          checkpoints.size()
              * (long) spec.training().parameters(spec.images(), spec.generation().width()).steps();
      long pixels = (long) spec.generation().width() * spec.generation().height();
      return new Cost(
          trainingImages,
          replacementsOf.values().stream().mapToLong(Long::longValue).sum(),
          evaluationImages,
          checkpoints.size(),
          trainingSteps,
          trainingImages * passesOfTrainingImage()
              + evaluationImages * passes(spec.evaluation().steps(), spec.evaluation().guidance()),
          trainingSteps * spec.training().batch(),
          evaluations,
          events + evaluations * (shards(measured) + measured),
          checkpoints.size() * trainedBytes
              + (trainingImages + evaluationImages) * (pixels * 3 / 2));
    }
  }
}
