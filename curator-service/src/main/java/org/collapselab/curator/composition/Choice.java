package org.collapselab.curator.composition;

import static java.util.function.Function.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.spec.ColourMatching;

/**
 * The images that fill the synthetic slots of an iteration.
 *
 * @param images the attempt that was taken, by slot
 * @param rejected the attempts that were not taken
 */
record Choice(SortedMap<Integer, Judged> images, int rejected) {

  /**
   * Takes the first accepted image of each slot, else the best one seen. Without curation there is
   * one attempt at each slot, so that one stands whatever the verdict.
   *
   * @param slots the synthetic slots
   * @param judged every attempt at every one of them
   * @throws IllegalStateException if a slot has no attempt
   */
  static Choice of(List<Integer> slots, List<Judged> judged) {
    Map<Integer, List<Judged>> attempts =
        judged.stream().collect(Collectors.groupingBy(Judged::slot));
    return new Choice(
        slots.stream()
            .collect(
                Collectors.toMap(
                    identity(), slot -> best(slot, attempts.get(slot)), (a, b) -> a, TreeMap::new)),
        judged.size() - slots.size());
  }

  private static Judged best(int slot, List<Judged> attempts) {
    if (attempts == null) {
      throw new IllegalStateException("synthetic slot " + slot + " has no image");
    }
    Comparator<Judged> order = Comparator.comparingInt(Judged::attempt);
    return attempts.stream()
        .filter(Judged::accepted)
        .min(order)
        .or(
            () ->
                attempts.stream()
                    .max(
                        Comparator.comparingDouble(Judged::quality)
                            .thenComparing(order.reversed())))
        .orElseThrow();
  }

  /** The same choice in the colours of real images. */
  Choice colourMatched(Key realDataset, ColourMatching method) {
    TreeMap<Integer, Judged> matched = new TreeMap<>(images);
    matched.replaceAll((slot, image) -> image.of(recipe(image, realDataset, method).key()));
    return new Choice(matched, rejected);
  }

  /** The recipes of {@link #colourMatched}. */
  List<ColourMatchedRecipe> matches(Key realDataset, ColourMatching method) {
    return images.values().stream().map(image -> recipe(image, realDataset, method)).toList();
  }

  private static ColourMatchedRecipe recipe(
      Judged image, Key realDataset, ColourMatching matching) {
    return new ColourMatchedRecipe(image.image(), realDataset, matching.method());
  }

  /** The slots that hold an image which was rejected. */
  int notAccepted() {
    return (int) images.values().stream().filter(attempt -> !attempt.accepted()).count();
  }
}
