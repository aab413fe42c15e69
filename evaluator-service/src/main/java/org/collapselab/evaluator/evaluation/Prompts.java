package org.collapselab.evaluator.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;

/**
 * The prompts of an evaluation: captions of the real data set, spread evenly over its groups of
 * equal attributes, then the held-out prompts. They depend on the spec and the data set alone, so
 * every checkpoint is asked for the same.
 */
final class Prompts {

  private Prompts() {}

  /**
   * The prompt of each evaluation image, those of training first.
   *
   * @param images how many; the held-out prompts get the share that equal parts for every group and
   *     every held-out prompt give, at least one image each while that leaves most to the groups
   * @param heldOut the held-out prompts
   */
  static List<Prompt> of(RealDatasetRecipe real, List<String> heldOut, int images) {
    List<List<String>> groups = groups(real);
    int heldOutImages = heldOutImages(groups.size(), heldOut.size(), images);
    List<Prompt> prompts = new ArrayList<>(images);
    for (int i = 0; i < images - heldOutImages; i++) {
      List<String> captions = groups.get(i % groups.size());
      prompts.add(new Prompt(captions.get(i / groups.size() % captions.size()), false));
    }
    for (int i = 0; i < heldOutImages; i++) {
      prompts.add(new Prompt(heldOut.get(i % heldOut.size()), true));
    }
    return List.copyOf(prompts);
  }

  private static int heldOutImages(int groups, int heldOut, int images) {
    long equalShare = Math.round((double) images * heldOut / (groups + heldOut));
    return (int) Math.min(images / 2, Math.max(equalShare, Math.min(heldOut, images / 4)));
  }

  // Images without attributes are grouped by their caption.
  private static List<List<String>> groups(RealDatasetRecipe real) {
    SortedMap<String, List<String>> groups = new TreeMap<>();
    for (RealImage image : real.images()) {
      String group = image.attributes().isEmpty() ? image.caption() : image.attributes().toString();
      groups.computeIfAbsent(group, name -> new ArrayList<>()).add(image.caption());
    }
    return List.copyOf(groups.values());
  }
}
