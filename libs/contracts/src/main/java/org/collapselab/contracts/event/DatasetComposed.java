package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;
import org.collapselab.contracts.recipe.CheckpointRecipe;

/**
 * The training set of an iteration is in the store and wants a checkpoint.
 *
 * @param checkpoint what to train on it
 * @param real slots with a real image
 * @param synthetic slots with a generated image
 * @param rejected images that were replaced
 * @param flagged slots that hold the best of only rejected images
 */
public record DatasetComposed(
    String experiment,
    String condition,
    int iteration,
    Key dataset,
    CheckpointRecipe checkpoint,
    int real,
    int synthetic,
    int rejected,
    int flagged)
    implements IterationEvent {
  public DatasetComposed {
    Require.text(experiment, "experiment", 128);
    Require.text(condition, "condition", 64);
    Require.within(iteration, 0, 100_000, "iteration");
    Require.present(dataset, "dataset");
    Require.present(checkpoint, "checkpoint");
    Require.within(real, 0, Integer.MAX_VALUE, "real");
    Require.within(synthetic, 0, Integer.MAX_VALUE, "synthetic");
    Require.within(rejected, 0, Integer.MAX_VALUE, "rejected");
    Require.within(flagged, 0, Integer.MAX_VALUE, "flagged");
  }

  @Override
  public EventType type() {
    return EventType.DATASET_COMPOSED;
  }

  @Override
  public String messageKey() {
    return experiment;
  }

  @Override
  public String subject() {
    return dataset.value();
  }

  @Override
  public List<Object> identity() {
    return List.of(experiment, condition, iteration, dataset);
  }
}
