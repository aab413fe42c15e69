package org.collapselab.curator.composition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.Curation;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.CurationSpec;
import org.collapselab.curator.planning.TrainingImages;

/**
 * A data set and how it came about.
 *
 * @param dataset the recipe
 * @param real the number of real slots
 * @param synthetic the number of synthetic slots
 * @param rejected the images that were replaced
 * @param flagged the slots that hold the best of only rejected images; none without curation, which
 *     alone rejects
 */
record Composition(DatasetRecipe dataset, int real, int synthetic, int rejected, int flagged) {

  /**
   * Fills the slots from the judged attempts: the first accepted image of a slot, else the best one
   * seen. Without curation there is one attempt at each slot, so that one stands whatever the
   * verdict.
   *
   * @param images the experiment's images
   * @param realDataset the key of the real data set
   * @param condition the condition
   * @param iteration the iteration, from 1
   * @param judged every attempt at every synthetic slot
   * @throws IllegalStateException if a synthetic slot has no attempt
   */
  static Composition of(
      TrainingImages images,
      Key realDataset,
      ConditionSpec condition,
      int iteration,
      List<Judged> judged) {
    List<Integer> synthetic = images.layout().synthetic(condition.fractionAt(iteration));
    Map<Integer, List<Judged>> attempts =
        judged.stream().collect(Collectors.groupingBy(Judged::slot));
    Map<Integer, Judged> chosen =
        synthetic.stream()
            .collect(Collectors.toMap(slot -> slot, slot -> choose(slot, attempts.get(slot))));

    List<Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < images.layout().size(); slot++) {
      RealImage source = images.realImage(slot);
      Judged image = chosen.get(slot);
      slots.add(
          image == null
              ? new Slot(slot, Origin.REAL, source.image(), source.caption())
              : new Slot(slot, Origin.SYNTHETIC, image.image(), source.caption()));
    }
    return new Composition(
        new DatasetRecipe(realDataset, slots, curation(condition, synthetic)),
        images.layout().size() - synthetic.size(),
        synthetic.size(),
        judged.size() - synthetic.size(),
        condition.curation().isEmpty()
            ? 0
            : (int) chosen.values().stream().filter(attempt -> !attempt.accepted()).count());
  }

  private static Judged choose(int slot, List<Judged> attempts) {
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

  // A data set without synthetic images is the same data set whether it would have been curated.
  private static Optional<Curation> curation(ConditionSpec condition, List<Integer> synthetic) {
    return condition.curation().filter(spec -> !synthetic.isEmpty()).map(CurationSpec::recipe);
  }
}
