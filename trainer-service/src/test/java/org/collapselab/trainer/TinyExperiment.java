package org.collapselab.trainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Blobs;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.Datasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.DatasetComposed;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.Precision;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.recipe.TrainingParameters;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.TinyModel;

/** A tiny model and four pictures in the store, and trainings on them. */
public record TinyExperiment(Key base, Key dataset) {

  public static TinyExperiment publish(ArtifactStore store, Path folder) throws IOException {
    Key base = new Checkpoints(store).publishBase("tiny", TinyModel.write(folder, 1));
    Blobs blobs = new Blobs(store);
    List<RealImage> images =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    new RealImage(
                        blobs.put(Png.encode(picture(i))),
                        i + ".png",
                        "a person " + i % 2,
                        new TreeMap<>()))
            .toList();
    RealDatasetRecipe real = new RealDatasetRecipe("noise", images);
    List<Slot> slots =
        IntStream.range(0, 4)
            .mapToObj(i -> new Slot(i, Origin.REAL, images.get(i).image(), images.get(i).caption()))
            .toList();
    Key dataset = new Datasets(store).put(new DatasetRecipe(real.key(), slots, Optional.empty()));
    return new TinyExperiment(base, dataset);
  }

  private static RgbImage picture(int seed) {
    byte[] rgb = new byte[3 * 32 * 32];
    new Random(seed).nextBytes(rgb);
    return new RgbImage(32, 32, rgb);
  }

  public CheckpointRecipe recipe(int steps, long seed) {
    return recipe(steps, seed, Optional.empty(), Optional.empty());
  }

  public CheckpointRecipe recipe(
      int steps, long seed, Optional<Precision> precision, Optional<Integer> microBatch) {
    TrainingParameters training =
        new TrainingParameters(32, 1e-3, 2, 2, steps, 0.01, 1, 0.9, 0.1, precision, microBatch);
    return new CheckpointRecipe(base, dataset, training, seed);
  }

  DatasetComposed composed(String experiment, String condition, CheckpointRecipe recipe) {
    return new DatasetComposed(experiment, condition, 1, recipe.dataset(), recipe, 4, 0, 0, 0);
  }
}
