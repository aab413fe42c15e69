package org.collapselab.contracts.spec;

import java.util.HashMap;
import java.util.Map;

/** Names images and checkpoints by what they are made from, as recipes do, to count each once. */
final class CostCount {
  private static final String BASE = "base";

  private final ExperimentSpec spec;
  // A number stands for all that a checkpoint is made from: its recipe tree has twice as many nodes
  // with every iteration.
  private final Map<String, Integer> checkpoints = new HashMap<>();
  private long trainingSteps;
  // Sets of synthetic slots are nested, so the images of a checkpoint are those of the largest.
  private final Map<String, Integer> imagesOf = new HashMap<>();
  private final Map<String, Integer> passesOf = new HashMap<>();
  private final Map<String, Long> replacementsOf = new HashMap<>();
  private final Map<String, Long> matchedOf = new HashMap<>();
  private long events = 2;

  CostCount(ExperimentSpec spec) {
    this.spec = spec;
    spec.conditions().forEach(this::add);
  }

  private void add(ConditionSpec condition) {
    GenerationSpec generation = spec.generation(condition);
    TrainingSpec training = spec.training(condition);
    String seed = "seed " + spec.seed(condition);
    boolean fromBase = training.from() == TrainingSpec.From.BASE;
    Regime regime = condition.regimeOrReplace();
    String parent = BASE;
    String earlier = "";
    events++;
    for (int i = 1; i <= condition.iterations(); i++) {
      int synthetic = condition.syntheticAt(i, spec.images());
      String maker = condition.syntheticSource().orElse(parent);
      String images = maker + "|" + i + "|" + seed + "|" + generation;
      imagesOf.merge(images, synthetic, Math::max);
      passesOf.put(images, passesOfImage(generation));
      String dataset = synthetic + " of " + (synthetic == 0 ? seed : images);
      if (condition.colourMatching().isPresent() && synthetic > 0) {
        dataset += condition.colourMatching().get();
        matchedOf.put(dataset, (long) synthetic);
      }
      if (regime == Regime.FRESH_REAL && i > 1 && synthetic < spec.images()) {
        dataset += " with the real of " + i;
      }
      if (condition.curation().isPresent() && synthetic > 0) {
        CurationSpec curation = condition.curation().get();
        dataset += curation;
        replacementsOf.put(dataset, (long) synthetic * (curation.maxAttempts() - 1));
      }
      if (regime.accumulates()) {
        earlier += synthetic == 0 ? "" : " and " + dataset;
        dataset = earlier.isEmpty() ? dataset : regime + earlier;
      }
      String recipe =
          i + " " + seed + " " + training + " of " + (fromBase ? BASE : parent) + " + " + dataset;
      if (checkpoints.putIfAbsent(recipe, checkpoints.size() + 1) == null) {
        int size = condition.trainingImagesAt(i, spec.images());
        trainingSteps += training.parameters(size, generation.width()).steps();
      }
      parent = "#" + checkpoints.get(recipe);
      events += 2L * synthetic + shards(synthetic) + 3;
    }
  }

  private long shards(int images) {
    int size = spec.generation().shardSize();
    return ((long) images + size - 1) / size;
  }

  private static int passesOfImage(GenerationSpec generation) {
    boolean fromImage = generation.mode() == GenerationSpec.Mode.IMAGE_TO_IMAGE;
    double share = fromImage ? generation.strength() : 1;
    return passes((int) (generation.steps() * share), generation.guidance());
  }

  /** Guidance takes a second pass, with the negative prompt. */
  private static int passes(int steps, double guidance) {
    return guidance > 1 ? 2 * steps : steps;
  }

  private long samplingPasses() {
    return imagesOf.entrySet().stream()
        .mapToLong(entry -> (long) entry.getValue() * passesOf.get(entry.getKey()))
        .sum();
  }

  private static long sum(Map<String, ? extends Number> counts) {
    return counts.values().stream().mapToLong(Number::longValue).sum();
  }

  Cost cost(long trainedBytes) {
    long trainingImages = sum(imagesOf);
    int evaluations = checkpoints.size() + 1;
    EvaluationSpec evaluation = spec.evaluation();
    int measured = evaluation.images();
    long evaluationImages = (long) evaluations * measured;
    long pixels = (long) spec.generation().width() * spec.generation().height();
    return new Cost(
        trainingImages,
        sum(replacementsOf),
        evaluationImages,
        checkpoints.size(),
        trainingSteps,
        samplingPasses() + evaluationImages * passes(evaluation.steps(), evaluation.guidance()),
        trainingSteps * spec.training().batch(),
        evaluations,
        events + evaluations * (shards(measured) + measured),
        checkpoints.size() * trainedBytes
            + (trainingImages + sum(matchedOf) + evaluationImages) * (pixels * 3 / 2));
  }
}
