package org.collapselab.curator.composition;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.GenerationSpec.Mode;
import org.collapselab.curator.Specs;
import org.collapselab.curator.planning.TrainingImages;
import org.junit.jupiter.api.Test;

class RegimeTest {

  private static final int SLOTS = 20;
  private static final int REAL = 64;

  @Test
  void shouldAccumulateTheSyntheticImagesOfAllIterationsOnAllRealOnes() {
    // Given
    ConditionSpec condition = condition("accumulate", "[0.25, 0.1, 0]");
    TrainingImages images = images(condition);

    // When
    DatasetRecipe second = compose(condition, 2);
    DatasetRecipe third = compose(condition, 3);

    // Then
    assertThat(second.slots()).hasSize(SLOTS + 5 + 2);
    assertThat(second.slots())
        .extracting(Slot::index)
        .isEqualTo(IntStream.range(0, SLOTS + 7).boxed().toList());
    assertThat(of(second, Origin.REAL))
        .extracting(Slot::image)
        .isEqualTo(
            IntStream.range(0, SLOTS).mapToObj(slot -> images.realImage(slot).image()).toList());
    assertThat(of(second, Origin.SYNTHETIC))
        .extracting(Slot::image)
        .isEqualTo(
            concatenated(
                keys(1, images.layout().synthetic(0.25)), keys(2, images.layout().synthetic(0.1))));
    for (Slot slot : of(second, Origin.SYNTHETIC)) {
      assertThat(slot.caption()).startsWith("caption");
    }
    assertThat(third.slots()).isEqualTo(second.slots());
  }

  @Test
  void shouldBeginAsAccumulationWhateverComesLater() {
    // Given
    DatasetRecipe first = compose(condition("accumulate", "[0.5, 0.5]"), 1);
    DatasetRecipe second = compose(condition("accumulate", "[0.5, 0.5]"), 2);
    // Then
    assertThat(second.slots()).startsWith(first.slots().toArray(Slot[]::new));
  }

  @Test
  void shouldKeepASubsampleOfAccumulatedImagesAtTheSizeOfASet() {
    // Given
    ConditionSpec condition = condition("accumulate-subsample", "[0.5, 0.5, 0.5]");

    // When
    DatasetRecipe sample = compose(condition, 3);

    // Then
    assertThat(sample.slots()).hasSize(SLOTS);
    assertThat(sample.slots())
        .extracting(Slot::index)
        .isEqualTo(IntStream.range(0, SLOTS).boxed().toList());
    assertThat(images(sample.slots()))
        .hasSize(SLOTS)
        .isSubsetOf(images(compose(condition("accumulate", "[0.5, 0.5, 0.5]"), 3).slots()));
    assertThat(of(sample, Origin.SYNTHETIC)).isNotEmpty();
    assertThat(of(sample, Origin.REAL)).isNotEmpty();
    assertThat(compose(condition, 3)).isEqualTo(sample);
  }

  @Test
  void shouldTakeTheSameOfWhatTwoSubsampledConditionsShare() {
    // Given
    DatasetRecipe large = compose(condition("accumulate-subsample", "[1, 1]"), 2);
    DatasetRecipe small = compose(condition("accumulate-subsample", "[0.5, 0.5]"), 2);
    Set<Key> available = images(compose(condition("accumulate", "[0.5, 0.5]"), 2).slots());

    // When
    Set<Key> shared = new TreeSet<>(images(large.slots()));
    shared.retainAll(available);

    // Then
    assertThat(shared).isNotEmpty().isSubsetOf(images(small.slots()));
  }

  @Test
  void shouldSubsampleAnewInEachIteration() {
    // Given
    DatasetRecipe second = compose(condition("accumulate-subsample", "[0.5, 0]"), 2);
    DatasetRecipe third = compose(condition("accumulate-subsample", "[0.5, 0, 0]"), 3);
    // Then
    assertThat(images(third.slots())).isNotEqualTo(images(second.slots()));
  }

  @Test
  void shouldFillRealSlotsWithImagesNoEarlierIterationHasSeen() {
    // Given
    ConditionSpec condition = condition("fresh-real", "[0.25, 0.25, 0]");

    // When
    List<DatasetRecipe> sets =
        IntStream.rangeClosed(1, 3).mapToObj(i -> compose(condition, i)).toList();

    // Then
    List<Key> seen = new ArrayList<>();
    sets.forEach(set -> of(set, Origin.REAL).forEach(slot -> seen.add(slot.image())));
    assertThat(seen).hasSize(15 + 15 + 20).doesNotHaveDuplicates();
    assertThat(sets.get(0)).isEqualTo(compose(condition("replace", "[0.25, 0.25, 0]"), 1));
    DatasetRecipe more = compose(condition("fresh-real", "[0.5, 0.5]"), 2);
    assertThat(images(of(sets.get(1), Origin.REAL))).containsAll(images(of(more, Origin.REAL)));
  }

  @Test
  void shouldRefuseToSeeARealImageTwiceWhereItMustBeNew() {
    // Given
    ConditionSpec condition = condition("fresh-real", "[1, 1, 1, 0]");
    // Then
    assertThat(compose(condition, 3).slots()).hasSize(SLOTS);
    assertThatThrownBy(() -> compose(condition, 4))
        .hasMessageContaining("fresh-real needs 80 real images")
        .hasMessageContaining("there are 64");
  }

  private static ConditionSpec condition(String regime, String fractions) {
    return Specs.read("{name: a, regime: %s, syntheticFraction: %s}".formatted(regime, fractions));
  }

  private static TrainingImages images(ConditionSpec condition) {
    return Specs.images(SLOTS, Mode.IMAGE_TO_IMAGE, condition, REAL);
  }

  private static DatasetRecipe compose(ConditionSpec condition, int iteration) {
    TrainingImages images = images(condition);
    int first = condition.regimeOrReplace().accumulates() ? 1 : iteration;
    List<List<Judged>> judged =
        IntStream.rangeClosed(first, iteration)
            .mapToObj(
                i ->
                    images.layout().synthetic(condition.fractionAt(i)).stream()
                        .map(slot -> new Judged(slot, 0, image(i, slot), true, 1))
                        .toList())
            .toList();
    return Composition.of(images, Specs.key("real"), condition, iteration, judged).dataset();
  }

  private static Key image(int iteration, int slot) {
    return Specs.key("image " + iteration + " " + slot);
  }

  private static List<Key> keys(int iteration, List<Integer> slots) {
    return slots.stream().map(slot -> image(iteration, slot)).toList();
  }

  private static List<Key> concatenated(List<Key> first, List<Key> second) {
    List<Key> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  private static List<Slot> of(DatasetRecipe dataset, Origin origin) {
    return dataset.slots().stream().filter(slot -> slot.origin() == origin).toList();
  }

  private static Set<Key> images(List<Slot> slots) {
    return slots.stream().map(Slot::image).collect(toSet());
  }
}
