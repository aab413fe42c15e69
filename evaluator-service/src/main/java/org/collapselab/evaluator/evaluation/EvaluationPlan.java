package org.collapselab.evaluator.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.event.RequestedImage;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.Sampling;
import org.collapselab.contracts.recipe.Seeds;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;

/**
 * The images that a checkpoint is measured by, and the recipe of the measurement. Prompts and noise
 * are the same for every checkpoint of an experiment, so checkpoints differ by what they make of
 * them.
 *
 * @param images what is to be made, in the order of the slots
 */
record EvaluationPlan(EvaluationRecipe recipe, List<Image> images, int shardSize) {

  /** An image that the checkpoint is to make. */
  record Image(int slot, Prompt prompt, ImageRecipe recipe, Key key) {}

  /**
   * The plan of a checkpoint's measurement.
   *
   * @param network names the feature networks
   */
  static EvaluationPlan of(
      ResolvedExperiment experiment, RealDatasetRecipe real, Key checkpoint, String network) {
    ExperimentSpec spec = experiment.spec();
    GenerationSpec generation = spec.generation();
    Sampling sampling = spec.evaluation().sampling(generation.width(), generation.height());
    List<Prompt> prompts = Prompts.of(real, spec.heldOutPrompts(), spec.evaluation().images());
    List<Image> images = new ArrayList<>();
    for (int slot = 0; slot < prompts.size(); slot++) {
      ImageRecipe recipe =
          new ImageRecipe(
              checkpoint,
              prompts.get(slot).text(),
              generation.negativePrompt(),
              Optional.empty(),
              sampling,
              new NoiseSource(spec.seed(), 0, slot, 0, NoiseSource.EVALUATION));
      images.add(new Image(slot, prompts.get(slot), recipe, recipe.key()));
    }
    return new EvaluationPlan(
        new EvaluationRecipe(
            checkpoint,
            images.stream().map(Image::key).toList(),
            experiment.realDataset(),
            spec.evaluation()
                .parameters(
                    generation.width(),
                    generation.height(),
                    Seeds.derive(spec.seed(), "evaluation", 0)),
            network),
        List.copyOf(images),
        generation.shardSize());
  }

  /** Asks for the images of these slots in the name of an iteration that wants to be measured. */
  List<GenerationRequested> requests(
      String experiment, String condition, int iteration, Collection<Integer> slots) {
    List<RequestedImage> wanted =
        images.stream()
            .filter(image -> slots.contains(image.slot()))
            .map(image -> new RequestedImage(image.slot(), 0, image.recipe()))
            .toList();
    List<GenerationRequested> requests = new ArrayList<>();
    for (int from = 0; from < wanted.size(); from += shardSize) {
      String shard =
          "%s/%s/%d/evaluation/%d"
              .formatted(experiment, condition, iteration, wanted.get(from).slot() / shardSize);
      requests.add(
          new GenerationRequested(
              experiment,
              condition,
              iteration,
              Purpose.EVALUATION,
              shard,
              wanted.subList(from, Math.min(from + shardSize, wanted.size()))));
    }
    return List.copyOf(requests);
  }
}
