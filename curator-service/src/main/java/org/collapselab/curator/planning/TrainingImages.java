package org.collapselab.curator.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.event.RequestedImage;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.contracts.recipe.SeedImage;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec;

/**
 * The images that fill synthetic slots, as recipes. The noise of an attempt depends on the seed,
 * the iteration and the slot but not on the condition, so conditions of the same seed differ by
 * what they do and not by the luck of the draw.
 *
 * @param generation how images are made
 * @param seed the condition's
 * @param real the real data set, whose images are the seeds and whose captions are the prompts
 * @param layout the slots
 */
public record TrainingImages(
    GenerationSpec generation, long seed, RealDatasetRecipe real, SlotLayout layout) {

  /** The images of a condition on this real data set. */
  public static TrainingImages of(
      ExperimentSpec spec, ConditionSpec condition, RealDatasetRecipe real) {
    long seed = spec.seed(condition);
    return new TrainingImages(
        spec.generation(condition),
        seed,
        real,
        SlotLayout.of(seed, spec.images(), real.images().size()));
  }

  /** The slot's real image. */
  public RealImage realImage(int slot) {
    return real.images().get(layout.realImage(slot));
  }

  /** The real image that fills the slot in one iteration alone. */
  public RealImage freshRealImage(int slot, int iteration) {
    return real.images().get(layout.freshRealImage(slot, iteration));
  }

  /** The recipe of an attempt at a slot, made by a checkpoint. */
  public ImageRecipe recipe(Key checkpoint, int iteration, int slot, int attempt) {
    RealImage source = realImage(slot);
    return new ImageRecipe(
        checkpoint,
        source.caption(),
        generation.negativePrompt(),
        generation.mode() == GenerationSpec.Mode.IMAGE_TO_IMAGE
            ? Optional.of(new SeedImage(source.image(), generation.strength()))
            : Optional.empty(),
        generation.sampling(),
        new NoiseSource(seed, iteration, slot, attempt, NoiseSource.TRAINING));
  }

  /** An attempt at each of these slots, in shards of the size that the experiment says. */
  public List<GenerationRequested> shards(
      PlanName plan, Key checkpoint, List<Integer> slots, int attempt) {
    int size = generation.shardSize();
    List<GenerationRequested> shards = new ArrayList<>();
    for (int from = 0; from < slots.size(); from += size) {
      List<RequestedImage> images =
          slots.subList(from, Math.min(from + size, slots.size())).stream()
              .map(slot -> requested(plan, checkpoint, slot, attempt))
              .toList();
      shards.add(request(plan, attempt + "-" + from / size, images));
    }
    return List.copyOf(shards);
  }

  private RequestedImage requested(PlanName plan, Key checkpoint, int slot, int attempt) {
    return new RequestedImage(slot, attempt, recipe(checkpoint, plan.iteration(), slot, attempt));
  }

  private static GenerationRequested request(
      PlanName plan, String part, List<RequestedImage> images) {
    return new GenerationRequested(
        plan.experiment(),
        plan.condition(),
        plan.iteration(),
        Purpose.TRAINING,
        plan + "/training/" + part,
        images);
  }
}
