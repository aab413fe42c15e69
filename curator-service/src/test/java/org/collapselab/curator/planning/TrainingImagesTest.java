package org.collapselab.curator.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.SeedImage;
import org.collapselab.contracts.spec.GenerationSpec.Mode;
import org.collapselab.curator.Specs;
import org.junit.jupiter.api.Test;

class TrainingImagesTest {

  private static final Key CHECKPOINT = Specs.key("checkpoint");

  private final TrainingImages images = images(Mode.IMAGE_TO_IMAGE);

  @Test
  void shouldStartFromTheRealImageOfTheSlot() {
    // When
    ImageRecipe recipe = images.recipe(CHECKPOINT, 2, 5, 1);

    // Then
    assertThat(recipe.seedImage()).contains(new SeedImage(images.realImage(5).image(), 0.5));
    assertThat(recipe.prompt()).isEqualTo(images.realImage(5).caption());
    assertThat(recipe.noise().iteration()).isEqualTo(2);
    assertThat(recipe.noise().slot()).isEqualTo(5);
    assertThat(recipe.noise().attempt()).isEqualTo(1);
  }

  @Test
  void shouldStartFromNoiseAloneInTextToImage() {
    assertThat(images(Mode.TEXT_TO_IMAGE).recipe(CHECKPOINT, 1, 0, 0).seedImage()).isEmpty();
  }

  @Test
  void shouldAskConditionsThatStartAlikeForTheSameImages() {
    // Given
    List<Integer> slots = List.of(0, 3, 4, 8);

    // When
    List<GenerationRequested> a = images.shards(new PlanName("e", "a", 1), CHECKPOINT, slots, 0);
    List<GenerationRequested> b = images.shards(new PlanName("e", "b", 1), CHECKPOINT, slots, 0);

    // Then
    assertThat(a).extracting(request -> request.images().size()).containsExactly(3, 1);
    assertThat(a.get(0).images()).isEqualTo(b.get(0).images());
    assertThat(a).extracting(GenerationRequested::shard).doesNotHaveDuplicates();
    assertThat(a.get(0).shard()).isNotEqualTo(b.get(0).shard());
  }

  @Test
  void shouldDrawAReplacementFromOtherNoise() {
    // When
    GenerationRequested again =
        images.shards(new PlanName("e", "a", 1), CHECKPOINT, List.of(3), 1).get(0);

    // Then
    assertThat(again.images()).hasSize(1);
    assertThat(again.images().get(0).recipe().key())
        .isNotEqualTo(images.recipe(CHECKPOINT, 1, 3, 0).key());
  }

  private static TrainingImages images(Mode mode) {
    return Specs.images(10, mode, Specs.condition("a", 0.5), 12);
  }
}
