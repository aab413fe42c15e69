package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * An image is in the store.
 *
 * @param image the key of its recipe
 * @param content the hash of its PNG's bytes
 * @param reused whether it was there before it was asked for
 * @param millis that making it took; 0 when reused
 */
public record ImageGenerated(
    String experiment,
    String condition,
    int iteration,
    Purpose purpose,
    String shard,
    int slot,
    int attempt,
    Key image,
    Key content,
    boolean reused,
    double millis)
    implements IterationEvent {
  public ImageGenerated {
    Require.text(experiment, "experiment", 128);
    Require.text(condition, "condition", 64);
    Require.within(iteration, 0, 100_000, "iteration");
    Require.present(purpose, "purpose");
    Require.text(shard, "shard", 256);
    Require.within(slot, 0, Integer.MAX_VALUE, "slot");
    Require.within(attempt, 0, 1_000_000, "attempt");
    Require.present(image, "image");
    Require.present(content, "content");
    Require.within(millis, 0, 1e12, "millis");
  }

  @Override
  public EventType type() {
    return EventType.IMAGE_GENERATED;
  }

  @Override
  public String messageKey() {
    return image.value();
  }

  @Override
  public String subject() {
    return image.value();
  }

  @Override
  public List<Object> identity() {
    return List.of(experiment, condition, iteration, purpose, slot, attempt, image);
  }
}
