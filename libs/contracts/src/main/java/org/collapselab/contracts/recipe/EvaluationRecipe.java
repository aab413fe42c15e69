package org.collapselab.contracts.recipe;

import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * The measurement of a checkpoint.
 *
 * @param images the recipe keys of the images measured, in the order of their slots
 * @param realDataset the reference
 * @param network names the feature networks and their weights
 */
public record EvaluationRecipe(
    Key checkpoint,
    List<Key> images,
    Key realDataset,
    EvaluationParameters evaluation,
    String network)
    implements Recipe {
  public static final String KIND = "evaluation";

  public EvaluationRecipe {
    Require.present(checkpoint, "checkpoint");
    images = Require.list(images, 1, 1_000_000, "images");
    Require.present(realDataset, "realDataset");
    Require.present(evaluation, "evaluation");
    Require.text(network, "network", 256);
  }

  @Override
  public String kind() {
    return KIND;
  }
}
