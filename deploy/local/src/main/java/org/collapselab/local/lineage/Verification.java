package org.collapselab.local.lineage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.CheckpointManifest;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.contracts.recipe.Recipe;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/** Makes artifacts anew from their recipes and compares. */
public final class Verification {
  private final ArtifactStore store;
  private final StoredRecipes recipes;
  private final PictureMaker pictures;
  private final CheckpointMaker checkpoints;
  private final Path cache;
  private final Limits limits;

  /**
   * How much is recomputed.
   *
   * @param sample images of a set
   * @param training that takes longer is not repeated
   * @param batch images that went through the networks together when they were made
   */
  public record Limits(int sample, Duration training, int batch) {}

  /**
   * A verification.
   *
   * @param cache folder for checkpoints fetched from the store
   * @param say is told what happens
   */
  public Verification(ArtifactStore store, Path cache, Limits limits, Consumer<String> say) {
    this.store = store;
    this.recipes = new StoredRecipes(store);
    this.pictures = new PictureMaker(store, cache, limits.batch());
    this.checkpoints = new CheckpointMaker(store, cache, say);
    this.cache = cache;
    this.limits = limits;
  }

  /**
   * Checks an artifact and what it directly consists of.
   *
   * @throws LabException if the store does not have it
   */
  public List<Check> of(Key key) {
    Recipe recipe =
        recipes
            .find(key)
            .orElseThrow(
                () -> new LabException(ExitStatus.BAD_INPUT, "the store does not have " + key));
    if (recipe instanceof ImageRecipe || recipe instanceof ColourMatchedRecipe) {
      return images(List.of(key));
    }
    if (recipe instanceof DatasetRecipe dataset) {
      return trainingSet(dataset);
    }
    if (recipe instanceof EvaluationRecipe evaluation) {
      List<Check> checks = new ArrayList<>(images(sample(evaluation.images())));
      checks.add(Check.skipped(Words.of(recipe), "the metrics; their images are checked above"));
      return checks;
    }
    if (recipe instanceof RealDatasetRecipe real) {
      return List.of(realImages(real));
    }
    return checkpoint(key);
  }

  private List<Key> sample(List<Key> keys) {
    if (keys.size() <= limits.sample()) {
      return keys;
    }
    int[] order =
        Permutation.of(new NoiseKey(keys.size(), 0, 0, 0, "verify"), keys.size())
            .first(limits.sample());
    return Arrays.stream(order).sorted().mapToObj(keys::get).toList();
  }

  private List<Check> images(List<Key> keys) {
    Map<Key, Check> checks = new LinkedHashMap<>();
    List<ImageRecipe> generated = new ArrayList<>();
    for (Key key : keys) {
      Recipe recipe = recipes.image(key).orElse(null);
      if (recipe instanceof ImageRecipe image) {
        generated.add(image);
      } else if (recipe instanceof ColourMatchedRecipe matched) {
        checks.put(key, pictures.compared(Words.of(matched), key, pictures.png(matched)));
      } else {
        checks.put(key, Check.fails("image " + Words.key(key), "the store does not have it"));
      }
    }
    Map<Key, byte[]> pngs = pictures.pngs(generated);
    for (ImageRecipe image : generated) {
      Key key = image.key();
      checks.put(key, pictures.compared("image " + Words.key(key), key, pngs.get(key)));
    }
    return List.copyOf(checks.values());
  }

  private List<Check> trainingSet(DatasetRecipe dataset) {
    List<Check> checks = new ArrayList<>();
    checks.add(slots(dataset));
    List<Key> synthetic =
        dataset.slots().stream()
            .filter(slot -> slot.origin() == Origin.SYNTHETIC)
            .map(Slot::image)
            .toList();
    checks.addAll(images(sample(synthetic)));
    return checks;
  }

  private Check slots(DatasetRecipe dataset) {
    Map<Key, String> captions = new LinkedHashMap<>();
    for (RealImage image : new RealDatasets(store).get(dataset.realDataset()).images()) {
      captions.put(image.image(), image.caption());
    }
    for (Slot slot : dataset.slots()) {
      String wanted =
          slot.origin() == Origin.REAL ? captions.get(slot.image()) : prompt(slot.image());
      if (!slot.caption().equals(wanted)) {
        return Check.fails(
            Words.of(dataset),
            "slot %d holds %s, which is %s"
                .formatted(
                    slot.index(),
                    Words.key(slot.image()),
                    wanted == null ? "not to be had" : "of \"" + wanted + "\""));
      }
    }
    return Check.holds(
        Words.of(dataset), "each slot holds an image of its caption, real ones of the data set");
  }

  private String prompt(Key image) {
    Recipe recipe = recipes.image(image).orElse(null);
    if (recipe instanceof ColourMatchedRecipe matched) {
      recipe = recipes.image(matched.image()).orElse(null);
    }
    return recipe instanceof ImageRecipe generated ? generated.prompt() : null;
  }

  private Check realImages(RealDatasetRecipe real) {
    RealDatasets realDatasets = new RealDatasets(store);
    real.images().forEach(image -> realDatasets.image(image.image()));
    return Check.holds(Words.of(real), "every file has its hash");
  }

  private List<Check> checkpoint(Key key) {
    CheckpointManifest manifest = new Checkpoints(store).manifest(key);
    new Checkpoints(store).materialise(key, cache);
    String artifact = Words.of(manifest.recipe());
    List<Check> checks = new ArrayList<>();
    checks.add(Check.holds(artifact, "every file has its hash"));
    if (manifest.recipe() instanceof CheckpointRecipe recipe) {
      Duration took = Duration.ofMillis(manifest.facts().getOrDefault("millis", 0.0).longValue());
      checks.add(
          took.compareTo(limits.training()) > 0
              ? Check.skipped(
                  artifact,
                  "its training took %d s; --minutes allows more".formatted(took.toSeconds()))
              : checkpoints.compared(artifact, manifest, recipe));
    }
    return checks;
  }
}
