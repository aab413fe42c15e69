package org.collapselab.local.lineage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.CheckpointManifest;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.pipeline.DiffusionModel;
import org.collapselab.diffusion.pipeline.ExampleEncoder;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.ModelPart;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.training.CachedExamples;
import org.collapselab.diffusion.training.FineTuning;
import org.collapselab.making.FineTunings;
import org.collapselab.making.TrainingSet;

/** Trains a checkpoint anew from its recipe, as the trainer did. */
final class CheckpointMaker {
  private static final int SAID_EVERY = 20;

  private final ArtifactStore store;
  private final Checkpoints checkpoints;
  private final Path cache;
  private final Consumer<String> say;

  CheckpointMaker(ArtifactStore store, Path cache, Consumer<String> say) {
    this.store = store;
    this.checkpoints = new Checkpoints(store);
    this.cache = cache;
    this.say = say;
  }

  /** Whether training gives the file of weights that the store holds. */
  Check compared(String artifact, CheckpointManifest manifest, CheckpointRecipe recipe) {
    Key stored = manifest.files().get(ModelPart.UNET.weightsFile());
    Key trained = trained(recipe);
    return trained.equals(stored)
        ? Check.holds(artifact, "trained again, the same weights")
        : Check.fails(
            artifact,
            "trained again, the weights' hash is %s and not %s"
                .formatted(Words.key(trained), Words.key(stored)));
  }

  private Key trained(CheckpointRecipe recipe) {
    Path parent = checkpoints.materialise(recipe.parent(), cache);
    Set<ModelPart> parts = new HashSet<>(ExampleEncoder.PARTS);
    parts.add(ModelPart.UNET);
    Torch.setThreads(Math.min(8, Runtime.getRuntime().availableProcessors()));
    try (DiffusionModel model = DiffusionModel.load(ModelFolder.open(parent), "cpu", parts)) {
      ModelFolder folder = model.folder();
      Weights weights = model.weights(ModelPart.UNET);
      CachedExamples examples = examples(model, weights, recipe);
      try (FineTuning run =
          FineTuning.start(
              folder.unet(),
              weights,
              NoiseSchedule.of(folder.scheduler()),
              examples,
              FineTunings.settings(recipe, folder, false))) {
        while (!run.finished()) {
          run.step();
          if (run.stepsDone() % SAID_EVERY == 0) {
            say.accept("step %d of %d".formatted(run.stepsDone(), recipe.training().steps()));
          }
        }
        return hash(run);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint " + recipe.key(), e);
    }
  }

  private CachedExamples examples(DiffusionModel model, Weights weights, CheckpointRecipe recipe) {
    TrainingSet set = TrainingSet.fetch(store, recipe.dataset(), recipe.training().resolution());
    try (ExampleEncoder encoder = new ExampleEncoder(model)) {
      return encoder.encode(weights.manager(), set.images(), set.captions());
    }
  }

  private static Key hash(Path file) throws IOException {
    MessageDigest digest = Key.newDigest();
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested = new DigestInputStream(in, digest)) {
      digested.transferTo(OutputStream.nullOutputStream());
    }
    return Key.of(digest.digest());
  }

  private static Key hash(FineTuning run) throws IOException {
    Path folder = Files.createTempDirectory("verified-");
    Path file = folder.resolve("weights.safetensors");
    try {
      run.writeWeights(file);
      return hash(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
