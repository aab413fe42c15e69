package org.collapselab.making;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.TreeMap;
import org.collapselab.contracts.recipe.Recipe;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;

/** Pictures as files that say how they were made. */
public final class RecipePng {

  /** The keyword of the PNG text that holds the recipe's canonical JSON. */
  public static final String KEYWORD = "collapse-lab:recipe";

  private RecipePng() {}

  /** The picture's file: the same pixels and recipe give the same bytes. */
  public static byte[] encode(RgbImage picture, Recipe recipe) {
    TreeMap<String, String> texts = new TreeMap<>();
    texts.put(KEYWORD, new String(Recipes.canonicalJson(recipe), UTF_8));
    return Png.encode(picture, texts);
  }

  /**
   * The recipe in a file, if it holds one.
   *
   * @param name what an error calls the file
   * @throws org.collapselab.diffusion.data.CorruptImageException if it is not a whole PNG
   * @throws org.collapselab.contracts.ContractViolationException if the text is no recipe
   */
  public static Optional<Recipe> recipe(byte[] png, String name) {
    return Png.text(png, KEYWORD, name).map(json -> Recipes.parse(json.getBytes(UTF_8)));
  }
}
