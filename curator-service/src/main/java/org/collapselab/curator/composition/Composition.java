package org.collapselab.curator.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.Curation;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.spec.ColourMatching;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.CurationSpec;
import org.collapselab.curator.planning.TrainingImages;

/**
 * A data set and how it came about.
 *
 * @param dataset the recipe
 * @param real the number of real slots
 * @param synthetic the number of synthetic slots
 * @param matches the colour-matched images that this iteration adds
 * @param rejected the images of this iteration that were replaced
 * @param flagged the slots of this iteration that hold the best of only rejected images; none
 *     without curation, which alone rejects
 */
record Composition(
    DatasetRecipe dataset,
    int real,
    int synthetic,
    List<ColourMatchedRecipe> matches,
    int rejected,
    int flagged) {

  /**
   * Fills the slots from the judged attempts.
   *
   * @param images the condition's images
   * @param realDataset the key of the real data set
   * @param condition the condition
   * @param iteration the iteration, from 1
   * @param judged every attempt at every synthetic slot: of each iteration up to this one, the
   *     first iteration's first, where the regime accumulates, else of this one alone
   * @throws IllegalStateException if a synthetic slot has no attempt
   */
  static Composition of(
      TrainingImages images,
      Key realDataset,
      ConditionSpec condition,
      int iteration,
      List<List<Judged>> judged) {
    List<Choice> choices = new ArrayList<>();
    for (List<Judged> attempts : judged) {
      int of = iteration - judged.size() + 1 + choices.size();
      choices.add(Choice.of(images.layout().synthetic(condition.fractionAt(of)), attempts));
    }
    Optional<ColourMatching> matching = condition.colourMatching();
    List<Choice> used =
        choices.stream()
            .map(
                choice ->
                    matching.map(how -> choice.colourMatched(realDataset, how)).orElse(choice))
            .toList();
    List<Slot> slots = new Pool(images, used, iteration).slots(condition.regimeOrReplace());
    int synthetic = (int) slots.stream().filter(slot -> slot.origin() == Origin.SYNTHETIC).count();
    Choice latest = choices.get(choices.size() - 1);
    return new Composition(
        new DatasetRecipe(realDataset, slots, curation(condition, synthetic)),
        slots.size() - synthetic,
        synthetic,
        matching.map(how -> latest.matches(realDataset, how)).orElse(List.of()),
        latest.rejected(),
        condition.curation().isEmpty() ? 0 : latest.notAccepted());
  }

  // A data set without synthetic images is the same data set whether it would have been curated.
  private static Optional<Curation> curation(ConditionSpec condition, int synthetic) {
    return condition.curation().filter(spec -> synthetic > 0).map(CurationSpec::recipe);
  }
}
