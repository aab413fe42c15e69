package org.collapselab.contracts.recipe;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * A generated image in the colours of a real data set.
 *
 * @param image the recipe key of the generated image, which keeps its size
 * @param realDataset whose images' colours, taken together, it is brought to
 * @param method names the algorithm
 */
public record ColourMatchedRecipe(Key image, Key realDataset, String method) implements Recipe {
  public static final String KIND = "colour-matched";

  public ColourMatchedRecipe {
    Require.present(image, "image");
    Require.present(realDataset, "realDataset");
    Require.text(method, "method", 64);
  }

  @Override
  public String kind() {
    return KIND;
  }
}
