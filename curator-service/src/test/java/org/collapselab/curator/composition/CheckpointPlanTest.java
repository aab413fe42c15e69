package org.collapselab.curator.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec.Mode;
import org.collapselab.contracts.spec.TrainingSpec.From;
import org.collapselab.curator.Specs;
import org.junit.jupiter.api.Test;

class CheckpointPlanTest {

  private static final Key BASE = Specs.key("base");
  private static final Key PREVIOUS = Specs.key("previous");

  @Test
  void shouldTrainOnFromThePreviousCheckpointUnlessTheConditionSaysOtherwise() {
    // Given
    ConditionSpec plain = Specs.condition("plain", 0.5, 0.5);
    ConditionSpec fromBase =
        new ConditionSpec("base", List.of(0.5), 1, Optional.empty(), Optional.of(From.BASE));
    ExperimentSpec spec = Specs.experiment(10, Mode.IMAGE_TO_IMAGE, From.PREVIOUS, plain, fromBase);

    // Then
    assertThat(plan(spec, plain, 2).parent()).isEqualTo(PREVIOUS);
    assertThat(plan(spec, fromBase, 2).parent()).isEqualTo(BASE);
  }

  @Test
  void shouldRoundEpochsUpToSteps() {
    ConditionSpec plain = Specs.condition("plain", 0.5);
    ExperimentSpec spec = Specs.experiment(10, Mode.IMAGE_TO_IMAGE, From.PREVIOUS, plain);
    // Three epochs of ten images in batches of four.
    assertThat(plan(spec, plain, 1).training().steps()).isEqualTo(8);
    assertThat(plan(spec, plain, 1).training().resolution()).isEqualTo(64);
  }

  @Test
  void shouldTrainLongerOnALargerDataset() {
    // Given
    ConditionSpec plain = Specs.condition("plain", 0.5);
    ExperimentSpec spec = Specs.experiment(10, Mode.IMAGE_TO_IMAGE, From.PREVIOUS, plain);

    // When
    CheckpointRecipe larger = CheckpointPlan.of(spec, plain, 1, BASE, BASE, dataset(30));

    // Then
    assertThat(larger.training().steps()).isEqualTo(23);
  }

  @Test
  void shouldFollowWhatTheConditionOverrides() {
    // Given
    ConditionSpec plain = Specs.condition("plain", 0.5);
    ConditionSpec other =
        Specs.read("{name: other, syntheticFraction: 0.5, epochs: 6, learningRate: 0.5, seed: 9}");
    ExperimentSpec spec = Specs.experiment(10, Mode.IMAGE_TO_IMAGE, From.PREVIOUS, plain, other);

    // Then
    assertThat(plan(spec, other, 1).training().steps()).isEqualTo(15);
    assertThat(plan(spec, other, 1).training().learningRate()).isEqualTo(0.5);
    assertThat(plan(spec, other, 1).seed()).isNotEqualTo(plan(spec, plain, 1).seed());
  }

  @Test
  void shouldSeedConditionsAlikeAndIterationsApart() {
    // Given
    ConditionSpec a = Specs.condition("a", 0.5, 0.5);
    ConditionSpec b = Specs.condition("b", 0.1, 0.1);
    ExperimentSpec spec = Specs.experiment(10, Mode.IMAGE_TO_IMAGE, From.PREVIOUS, a, b);

    // Then
    assertThat(plan(spec, a, 1)).isEqualTo(plan(spec, b, 1));
    assertThat(plan(spec, a, 1).seed()).isNotEqualTo(plan(spec, a, 2).seed());
  }

  private static CheckpointRecipe plan(
      ExperimentSpec spec, ConditionSpec condition, int iteration) {
    return CheckpointPlan.of(spec, condition, iteration, BASE, PREVIOUS, dataset(spec.images()));
  }

  private static DatasetRecipe dataset(int images) {
    return new DatasetRecipe(
        Specs.key("real data set"),
        IntStream.range(0, images)
            .mapToObj(i -> new Slot(i, Origin.REAL, Specs.key("image " + i), ""))
            .toList(),
        Optional.empty());
  }
}
