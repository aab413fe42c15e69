package org.collapselab.trainer.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.pipeline.DiffusionModel;
import org.collapselab.diffusion.pipeline.ExampleEncoder;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.ModelPart;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.training.CachedExamples;
import org.collapselab.diffusion.training.FineTuning;
import org.collapselab.diffusion.training.FineTuningSettings;
import org.collapselab.diffusion.training.StepReport;
import org.collapselab.making.FineTunings;
import org.collapselab.making.TrainingSet;

/**
 * The training of one checkpoint: parent and data set are fetched, the data set is encoded once,
 * and the U-Net is fine-tuned from its start or from a saved state.
 */
class Training implements AutoCloseable {

  private final CheckpointRecipe recipe;
  private final SavedStates states;
  private final Checkpoints checkpoints;
  private final Path workFolder;
  private final DiffusionModel model;
  private final FineTuning run;
  private final BackgroundSave saves;

  private Training(
      CheckpointRecipe recipe,
      SavedStates states,
      Checkpoints checkpoints,
      Path workFolder,
      DiffusionModel model,
      FineTuning run) {
    this.recipe = recipe;
    this.states = states;
    this.checkpoints = checkpoints;
    this.workFolder = workFolder;
    this.model = model;
    this.run = run;
    saves = new BackgroundSave(state -> states.put(recipe.key(), state));
  }

  /**
   * Fetches what the recipe names and gets ready for the next step.
   *
   * @param workFolder an empty folder of this training's own
   */
  static Training open(
      CheckpointRecipe recipe,
      ArtifactStore store,
      SavedStates states,
      TrainerSettings settings,
      Path workFolder)
      throws IOException {
    Checkpoints checkpoints = new Checkpoints(store);
    Path parent = checkpoints.materialise(recipe.parent(), Path.of(settings.cacheFolder()));
    Set<ModelPart> parts = new HashSet<>(ExampleEncoder.PARTS);
    parts.add(ModelPart.UNET);
    DiffusionModel model = DiffusionModel.load(ModelFolder.open(parent), settings.device(), parts);
    try {
      CachedExamples examples = encode(model, store, recipe);
      FineTuningSettings how = FineTunings.settings(recipe, model.folder(), settings.recompute());
      FineTuning run = begin(recipe, how, model, examples, states, workFolder);
      return new Training(recipe, states, checkpoints, workFolder, model, run);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static CachedExamples encode(
      DiffusionModel model, ArtifactStore store, CheckpointRecipe recipe) {
    TrainingSet set = TrainingSet.fetch(store, recipe.dataset(), recipe.training().resolution());
    try (ExampleEncoder encoder = new ExampleEncoder(model)) {
      Weights unet = model.weights(ModelPart.UNET);
      return encoder.encode(unet.manager(), set.images(), set.captions());
    }
  }

  private static FineTuning begin(
      CheckpointRecipe recipe,
      FineTuningSettings settings,
      DiffusionModel model,
      CachedExamples examples,
      SavedStates states,
      Path workFolder)
      throws IOException {
    ModelFolder folder = model.folder();
    Weights weights = model.weights(ModelPart.UNET);
    var schedule = NoiseSchedule.of(folder.scheduler());
    if (states.fetch(recipe.key(), workFolder).isPresent()) {
      return FineTuning.resume(workFolder, folder.unet(), weights, schedule, examples, settings);
    }
    return FineTuning.start(folder.unet(), weights, schedule, examples, settings);
  }

  boolean finished() {
    return run.finished();
  }

  StepReport step() {
    return run.step();
  }

  int stepsDone() {
    return run.stepsDone();
  }

  /**
   * Puts what is done so far into the store, beside the next steps; not if the last is not there.
   */
  void saveBeside() {
    if (!saves.busy()) {
      saves.begin(write());
    }
  }

  /** Puts what is done so far into the store. */
  void save() {
    saves.finish(write());
  }

  private Path write() {
    try {
      return run.write(workFolder);
    } catch (IOException e) {
      throw new UncheckedIOException("training state of " + recipe.key().value(), e);
    }
  }

  /** Puts the finished checkpoint into the store. */
  void publish(Map<String, Double> facts) {
    saves.close();
    Path file = workFolder.resolve("unet.safetensors");
    try {
      Files.deleteIfExists(file);
      run.writeWeights(file);
    } catch (IOException e) {
      throw new UncheckedIOException("weights of " + recipe.key().value(), e);
    }
    checkpoints.publish(recipe, Map.of(ModelPart.UNET.weightsFile(), file), facts);
    states.remove(recipe.key());
  }

  @Override
  public void close() {
    saves.close();
    run.close();
    model.close();
  }
}
