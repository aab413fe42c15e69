package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Require;

/**
 * A shard of images of one checkpoint is wanted.
 *
 * @param shard names the shard within everything, and spreads shards over generators
 */
public record GenerationRequested(
    String experiment,
    String condition,
    int iteration,
    Purpose purpose,
    String shard,
    List<RequestedImage> images)
    implements IterationEvent {
  public GenerationRequested {
    Require.text(experiment, "experiment", 128);
    Require.text(condition, "condition", 64);
    Require.within(iteration, 0, 100_000, "iteration");
    Require.present(purpose, "purpose");
    Require.text(shard, "shard", 256);
    images = Require.list(images, 1, 64, "images");
  }

  @Override
  public EventType type() {
    return EventType.GENERATION_REQUESTED;
  }

  @Override
  public String messageKey() {
    return shard;
  }

  @Override
  public String subject() {
    return shard;
  }

  @Override
  public List<Object> identity() {
    return List.of(experiment, condition, iteration, purpose, shard);
  }
}
