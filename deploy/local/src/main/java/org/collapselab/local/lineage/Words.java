package org.collapselab.local.lineage;

import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.BaseCheckpointRecipe;
import org.collapselab.contracts.recipe.CanonicalJson;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.Recipe;
import org.collapselab.contracts.recipe.Sampling;
import org.collapselab.contracts.recipe.TrainingParameters;

/** Recipes in a line each. */
final class Words {
  private static final int DIGITS = 12;

  private Words() {}

  /** As many digits as tell artifacts apart, and as commands take. */
  static String key(Key key) {
    return key.value().substring(0, DIGITS);
  }

  /** Some of the keys. */
  static String some(List<Key> keys) {
    String first = key(keys.get(0));
    return keys.size() == 1 ? first : "(" + first + " … " + key(keys.get(keys.size() - 1)) + ")";
  }

  static String number(double value) {
    return CanonicalJson.text(com.fasterxml.jackson.databind.node.DoubleNode.valueOf(value));
  }

  static String of(Recipe recipe) {
    String key = key(recipe.key());
    if (recipe instanceof ImageRecipe image) {
      return "image %s of \"%s\": %s; %s"
          .formatted(key, image.prompt(), sampling(image.sampling()), noise(image.noise()));
    }
    if (recipe instanceof ColourMatchedRecipe matched) {
      return "image %s, colour-matched by %s".formatted(key, matched.method());
    }
    if (recipe instanceof DatasetRecipe dataset) {
      long synthetic =
          dataset.slots().stream().filter(slot -> slot.origin() == Origin.SYNTHETIC).count();
      return "training set %s of %d images: %d real, %d synthetic%s"
          .formatted(
              key,
              dataset.slots().size(),
              dataset.slots().size() - synthetic,
              synthetic,
              dataset.curation().isPresent() ? ", curated" : "");
    }
    if (recipe instanceof CheckpointRecipe checkpoint) {
      return "checkpoint %s: %s, seed %d"
          .formatted(key, training(checkpoint.training()), checkpoint.seed());
    }
    if (recipe instanceof BaseCheckpointRecipe base) {
      return "base checkpoint %s: %s, %d files".formatted(key, base.name(), base.files().size());
    }
    if (recipe instanceof RealDatasetRecipe real) {
      return "real data set %s: %s, %d images".formatted(key, real.name(), real.images().size());
    }
    EvaluationRecipe evaluation = (EvaluationRecipe) recipe;
    return "measurement %s of checkpoint %s on %d images, network %s"
        .formatted(
            key, key(evaluation.checkpoint()), evaluation.images().size(), evaluation.network());
  }

  private static String sampling(Sampling sampling) {
    return "%s, %d steps, guidance %s, %d × %d"
        .formatted(
            sampling.scheduler(),
            sampling.steps(),
            number(sampling.guidance()),
            sampling.width(),
            sampling.height());
  }

  private static String noise(NoiseSource noise) {
    return "noise of %s, seed %d, iteration %d, slot %d, attempt %d"
        .formatted(noise.stream(), noise.seed(), noise.iteration(), noise.slot(), noise.attempt());
  }

  private static String training(TrainingParameters training) {
    return "%d steps of %d images at learning rate %s"
        .formatted(training.steps(), training.batch(), number(training.learningRate()));
  }
}
