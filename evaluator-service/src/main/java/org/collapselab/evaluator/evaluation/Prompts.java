package org.collapselab.evaluator.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;

/**
 * The prompts of an evaluation: captions of the real data set, then the held-out prompts. They
 * depend on the spec and the data set alone, so every checkpoint is asked for the same.
 *
 * <p>The captions are those of images at equal distances in the order of the attributes (systematic
 * sampling), so groups of equal attributes are met in proportion to their size: the images asked
 * for show what the real ones show, which is what their distance is to be measured by.
 */
final class Prompts {

  /** One image of so many is of a held-out prompt. */
  private static final int HELD_OUT_SHARE = 5;

  private Prompts() {}

  /**
   * The prompt of each evaluation image, those of training first.
   *
   * @param heldOut the held-out prompts; together they get a fifth of the images, or one each if
   *     that is more, but never more than half of all
   * @param images how many
   */
  static List<Prompt> of(RealDatasetRecipe real, List<String> heldOut, int images) {
    int heldOutImages =
        heldOut.isEmpty()
            ? 0
            : Math.min(images / 2, Math.max(images / HELD_OUT_SHARE, heldOut.size()));
    List<String> captions = inOrderOfAttributes(real);
    int trained = images - heldOutImages;
    List<Prompt> prompts = new ArrayList<>(images);
    for (int i = 0; i < trained; i++) {
      long middle = (2L * i + 1) * captions.size() / (2L * trained);
      prompts.add(new Prompt(captions.get((int) middle), false));
    }
    for (int i = 0; i < heldOutImages; i++) {
      prompts.add(new Prompt(heldOut.get(i % heldOut.size()), true));
    }
    return List.copyOf(prompts);
  }

  private static List<String> inOrderOfAttributes(RealDatasetRecipe real) {
    return real.images().stream()
        .sorted(
            Comparator.comparing((RealImage image) -> image.attributes().toString())
                .thenComparing(RealImage::caption)
                .thenComparing(RealImage::fileName))
        .map(RealImage::caption)
        .toList();
  }
}
