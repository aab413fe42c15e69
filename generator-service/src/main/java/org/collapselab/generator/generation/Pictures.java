package org.collapselab.generator.generation;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;

/** Pictures as files that say how they were made. */
public final class Pictures {

  /** The keyword of the PNG text that holds the recipe's canonical JSON. */
  public static final String RECIPE = "collapse-lab:recipe";

  private Pictures() {}

  static byte[] png(RgbImage picture, ImageRecipe recipe) {
    TreeMap<String, String> texts = new TreeMap<>();
    texts.put(RECIPE, new String(Recipes.canonicalJson(recipe), StandardCharsets.UTF_8));
    return Png.encode(picture, texts);
  }
}
