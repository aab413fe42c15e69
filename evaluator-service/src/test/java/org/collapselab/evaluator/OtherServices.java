package org.collapselab.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Images;
import org.collapselab.artifacts.TinyInputs;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.DatasetComposed;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.ImageJudged;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.event.RequestedImage;
import org.collapselab.contracts.event.TrainingProgressed;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.pipeline.TinyModel;
import org.collapselab.testing.EventLog;

/** What curator, generator and trainer say to the evaluator. */
final class OtherServices {

  /** The synthetic slots of an iteration. */
  static final int SYNTHETIC = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ArtifactStore store;
  private final EventLog log;

  OtherServices(ArtifactStore store, EventLog log) {
    this.store = store;
    this.log = log;
  }

  /** Waits until the evaluator asks for all images to measure an iteration by. */
  List<GenerationRequested> awaitRequests(ResolvedExperiment experiment, int iteration) {
    return log.await(
        GenerationRequested.class,
        event ->
            event.experiment().equals(experiment.experiment())
                && event.iteration() == iteration
                && event.purpose() == Purpose.EVALUATION,
        4,
        PATIENCE);
  }

  /** What they say of the first iteration of a condition; the first of its images is rejected. */
  List<Event> iteration(ResolvedExperiment experiment, String condition) {
    String id = experiment.experiment();
    ExperimentSpec spec = experiment.spec();
    List<Event> events = new ArrayList<>();
    List<RequestedImage> images = new ArrayList<>();
    for (int slot = 0; slot < SYNTHETIC; slot++) {
      ImageRecipe recipe =
          new ImageRecipe(
              experiment.checkpoint(),
              "a young woman",
              "",
              Optional.empty(),
              spec.generation().sampling(),
              new NoiseSource(spec.seed(), 1, slot, 0, NoiseSource.TRAINING));
      images.add(new RequestedImage(slot, 0, recipe));
      events.add(
          new ImageJudged(
              id,
              condition,
              1,
              slot,
              0,
              recipe.key(),
              slot > 0,
              new TreeMap<>(),
              slot > 0 ? List.of() : List.of("blank")));
    }
    GenerationRequested request =
        new GenerationRequested(id, condition, 1, Purpose.TRAINING, id + condition, images);
    events.add(request);
    events.addAll(generate(List.of(request)));
    Key dataset = Key.sha256(new byte[] {7});
    CheckpointRecipe recipe =
        new CheckpointRecipe(
            experiment.checkpoint(),
            dataset,
            spec.training().parameters(spec.images(), TinyModel.SIZE),
            spec.seed());
    events.add(
        new DatasetComposed(
            id, condition, 1, dataset, recipe, spec.images() - SYNTHETIC, SYNTHETIC, 0, 0));
    events.add(new TrainingProgressed(id, condition, 1, recipe.key(), 1, 2, 0.7, 1, 20));
    events.add(new CheckpointTrained(id, condition, 1, recipe.key(), dataset, 2, 0.5, false, 40));
    return events;
  }

  /** The images that were asked for, in the store, and what the generator says of them. */
  List<Event> generate(List<GenerationRequested> requests) {
    List<Event> events = new ArrayList<>();
    for (GenerationRequested request : requests) {
      for (RequestedImage image : request.images()) {
        byte[] png =
            request.iteration() == 0
                ? TinyInputs.wave(image.slot())
                : TinyInputs.noise(image.slot());
        events.add(
            new ImageGenerated(
                request.experiment(),
                request.condition(),
                request.iteration(),
                request.purpose(),
                request.shard(),
                image.slot(),
                image.attempt(),
                image.recipe().key(),
                new Images(store).put(image.recipe(), withRecipe(png, image.recipe())),
                false,
                3));
      }
    }
    return events;
  }

  /** The picture as the generator writes it. */
  private static byte[] withRecipe(byte[] png, ImageRecipe recipe) {
    TreeMap<String, String> texts = new TreeMap<>();
    texts.put("collapse-lab:recipe", new String(Recipes.canonicalJson(recipe), UTF_8));
    return Png.encode(ImageDecoder.decode(png, "picture"), texts);
  }
}
