package org.collapselab.curator.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.GenerationSpec.Mode;
import org.collapselab.curator.Specs;
import org.collapselab.curator.planning.TrainingImages;
import org.junit.jupiter.api.Test;

class CompositionTest {

  private static final Key REAL = Specs.key("real data set");

  private final TrainingImages images =
      Specs.images(8, Mode.IMAGE_TO_IMAGE, Specs.condition("plain", 0.25, 0.0), 10);
  private final List<Integer> synthetic = images.layout().synthetic(0.25);

  @Test
  void shouldFillEverySlotAndKeepItsCaption() {
    // When
    Composition composition = compose(Specs.condition("plain", 0.25), 1, firstAttempts(true));

    // Then
    List<Slot> slots = composition.dataset().slots();
    assertThat(slots).extracting(Slot::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    for (Slot slot : slots) {
      boolean isSynthetic = synthetic.contains(slot.index());
      assertThat(slot.origin()).isEqualTo(isSynthetic ? Origin.SYNTHETIC : Origin.REAL);
      assertThat(slot.image())
          .isEqualTo(isSynthetic ? image(slot.index(), 0) : images.realImage(slot.index()).image());
      assertThat(slot.caption()).isEqualTo(images.realImage(slot.index()).caption());
    }
    assertThat(composition.real()).isEqualTo(6);
    assertThat(composition.synthetic()).isEqualTo(2);
  }

  @Test
  void shouldTakeWhatItGetsWithoutCuration() {
    // When
    Composition rejected = compose(Specs.condition("plain", 0.25), 1, firstAttempts(false));
    Composition accepted = compose(Specs.condition("plain", 0.25), 1, firstAttempts(true));

    // Then
    assertThat(rejected).isEqualTo(accepted);
    assertThat(rejected.rejected()).isZero();
    assertThat(rejected.flagged()).isZero();
    assertThat(rejected.dataset().curation()).isEmpty();
  }

  @Test
  void shouldPreferTheAcceptedImageToABetterRejectedOne() {
    // Given
    List<Judged> judged = firstAttempts(true);
    int slot = synthetic.get(0);
    judged.removeIf(attempt -> attempt.slot() == slot);
    judged.add(new Judged(slot, 0, image(slot, 0), false, 0.9));
    judged.add(new Judged(slot, 1, image(slot, 1), true, 0.1));

    // When
    Composition composition = compose(Specs.curated(0.25, 3), 1, judged);

    // Then
    assertThat(composition.dataset().slots().get(slot).image()).isEqualTo(image(slot, 1));
    assertThat(composition.rejected()).isEqualTo(1);
    assertThat(composition.flagged()).isZero();
  }

  @Test
  void shouldFlagTheBestOfOnlyRejectedImagesAndTheEarliestOfEqualOnes() {
    // Given
    List<Judged> judged = new ArrayList<>();
    int first = synthetic.get(0);
    int second = synthetic.get(1);
    judged.add(new Judged(first, 0, image(first, 0), false, 0.1));
    judged.add(new Judged(first, 1, image(first, 1), false, 0.3));
    judged.add(new Judged(second, 1, image(second, 1), false, 0.2));
    judged.add(new Judged(second, 0, image(second, 0), false, 0.2));

    // When
    Composition composition = compose(Specs.curated(0.25, 2), 1, judged);

    // Then
    List<Slot> slots = composition.dataset().slots();
    assertThat(slots.get(first).image()).isEqualTo(image(first, 1));
    assertThat(slots.get(second).image()).isEqualTo(image(second, 0));
    assertThat(composition.rejected()).isEqualTo(2);
    assertThat(composition.flagged()).isEqualTo(2);
  }

  @Test
  void shouldHoldColourMatchedImagesInPlaceOfGeneratedOnes() {
    // Given
    ConditionSpec matched =
        Specs.read("{name: a, syntheticFraction: 0.25, colourMatching: reinhard}");

    // When
    Composition composition = compose(matched, 1, firstAttempts(true));

    // Then
    assertThat(composition.matches()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      int slot = synthetic.get(i);
      ColourMatchedRecipe recipe = new ColourMatchedRecipe(image(slot, 0), REAL, "reinhard");
      assertThat(composition.matches().get(i)).isEqualTo(recipe);
      assertThat(composition.dataset().slots().get(slot).image()).isEqualTo(recipe.key());
    }
    assertThat(compose(Specs.condition("plain", 0.25), 1, firstAttempts(true)).matches()).isEmpty();
  }

  @Test
  void shouldBeTheSameDatasetWithoutSyntheticImagesWhetherCuratedOrNot() {
    assertThat(compose(Specs.curated(0, 2), 1, List.of()).dataset().key())
        .isEqualTo(compose(Specs.condition("plain", 0.0), 1, List.of()).dataset().key());
  }

  @Test
  void shouldRefuseASlotWithoutAnImage() {
    List<Judged> none = List.of();
    ConditionSpec condition = Specs.condition("plain", 0.25);
    assertThatThrownBy(() -> compose(condition, 1, none)).hasMessageContaining("has no image");
  }

  private Composition compose(ConditionSpec condition, int iteration, List<Judged> judged) {
    return Composition.of(images, REAL, condition, iteration, List.of(judged));
  }

  private List<Judged> firstAttempts(boolean accepted) {
    List<Judged> judged = new ArrayList<>();
    synthetic.forEach(slot -> judged.add(new Judged(slot, 0, image(slot, 0), accepted, 0.5)));
    return judged;
  }

  private static Key image(int slot, int attempt) {
    return Specs.key("image " + slot + " " + attempt);
  }
}
